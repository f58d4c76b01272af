package io.conttune.controller.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code freeze}: changes no job of the store, until unfreeze or for a time. */
@Command(
    name = "freeze",
    description = "Changes no job of the store, until unfreeze or for a time.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the order is in the store",
      "1:the service does not answer",
      "2:the command line is wrong, or the service refuses the order"
    })
public final class FreezeCommand implements Callable<Integer> {
  @Mixin private TimedOrderOptions order;

  @Override
  public Integer call() throws InterruptedException {
    return order.giveToAll("freeze");
  }
}
