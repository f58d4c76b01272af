package io.conttune.controller.config;

import io.conttune.collector.TlsStores;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ShapedType;
import io.conttune.controller.config.setting.ValueType;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of certificates for TLS.
 *
 * @param file PKCS12 or JKS; of trusted certificates also PEM
 * @param password of the file, if it has one
 */
public record CertificateFile(Path file, Optional<Secret> password) {
  public CertificateFile {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(password, "password");
  }

  /** The file, or a mapping of file and password. */
  static ValueType<CertificateFile> type(FileContext context) {
    ScalarType<Path> path = Scalars.text().map(context::path, Path::toString).withRange("path");
    return new ShapedType<>(
        path.map(file -> new CertificateFile(file, Optional.empty()), CertificateFile::file),
        new Section<>(fields -> bind(fields, path, context)),
        certificates -> certificates.password().isEmpty());
  }

  private static CertificateFile bind(
      Fields<CertificateFile> fields, ScalarType<Path> path, FileContext context) {
    return new CertificateFile(
        fields.value(
            Setting.required(
                "file",
                path,
                Path.of("certificates.p12"),
                "a file of PKCS12 or JKS",
                "PKCS12 or JKS. A trust store may also be PEM."),
            CertificateFile::file),
        fields.value(
            Setting.optional(
                "password", context.secret(), "Its password, as a [reference](#secrets)."),
            CertificateFile::password));
  }

  TlsStores.Store store() {
    return new TlsStores.Store(file, password.map(Secret::supplier));
  }
}
