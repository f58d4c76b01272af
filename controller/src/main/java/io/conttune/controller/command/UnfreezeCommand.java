package io.conttune.controller.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code unfreeze}: ends the freeze. */
@Command(
    name = "unfreeze",
    description = "Ends the freeze.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class UnfreezeCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Override
  public Integer call() throws InterruptedException {
    return order.giveToAll("unfreeze");
  }
}
