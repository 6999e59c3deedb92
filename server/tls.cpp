#include "server/tls.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "server/crypto/certificate_authority.h"
#include "server/http/connect_to.h"
#include "server/util/log.h"
#include "storage/transaction.h"

namespace rockpool {
namespace {

using crypto::CertificateAuthority;
using crypto::CertificateValidity;

constexpr std::string_view kPropertyName = "tls_authority";
constexpr std::size_t kMaxFileBytes = 1024UL * 1024;
constexpr std::int64_t kHour = 60L * 60;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kAuthorityDays = 3650;
constexpr std::int64_t kRenewalDays = 30;  // an authority that ends sooner is replaced
// Browsers refuse what is valid for more than 398 days: support.apple.com/102028, and the Baseline Requirements of the CA/Browser Forum.
constexpr std::int64_t kServerDays = 397;

using Serial = std::array<unsigned char, 16>;

Serial NewSerial(util::Random& random) {
  Serial serial{};
  random.Fill(serial);
  return serial;
}

CertificateAuthority NewAuthority(std::int64_t now, util::Random& random) {
  // Two authorities of one name in a trust store, of two databases, would be taken for one another.
  const std::string name = "rockpool development CA " + util::RandomText(random, "0123456789abcdef", 8);
  // From yesterday on, since the clocks of containers and virtual machines differ.
  return CertificateAuthority::Generate(name, {now - kDay, now + kAuthorityDays * kDay}, NewSerial(random));
}

CertificateAuthority KeptAuthority(storage::Store& store, std::int64_t now, util::Random& random) {
  const auto kept = store.Read([](const storage::Transaction& transaction) { return transaction.properties().Find(kPropertyName); });
  if (kept) {
    CertificateAuthority authority = CertificateAuthority::FromPem(*kept);
    const CertificateValidity validity = authority.Validity();
    if (validity.not_before_seconds <= now && now + kRenewalDays * kDay <= validity.not_after_seconds) {
      return authority;
    }
  }
  CertificateAuthority authority = NewAuthority(now, random);
  const std::string pem = authority.ToPem();
  store.Write([&](storage::Transaction& transaction) { transaction.properties().Put(kPropertyName, pem); });
  util::Log(util::LogLevel::kInfo, "made an authority for TLS; clients are to trust GET /_rockpool/ca.pem");
  return authority;
}

std::vector<std::string> NamesOf(const TlsOptions& options, const std::string& host) {
  std::vector<std::string> names{"localhost", "*.localhost", "127.0.0.1", "::1", "host.docker.internal"};
  const auto add = [&names](std::string name) {
    if (std::ranges::find(names, name) == names.end()) {
      names.push_back(std::move(name));
    }
  };
  const bool is_one_host = host != "0.0.0.0" && host != "::" && crypto::IsServerName(host);
  if (is_one_host) {
    add(host);
  }
  std::ranges::for_each(options.names, add);
  return names;
}

// Made of the authority. What it refers to outlives it.
class Issuer {
 public:
  Issuer(CertificateAuthority authority, const util::WallClock& clock, util::Random& random)
      : authority_(std::move(authority)), clock_(clock), random_(random) {}

  http::beast::TlsCertificate Issue(const std::vector<std::string>& names) const {
    const std::int64_t begin = clock_.Now() / 1000 - kHour;
    const CertificateValidity validity{begin, std::min(begin + kServerDays * kDay, authority_.Validity().not_after_seconds)};
    crypto::ServerCertificate issued = authority_.Issue("rockpool", names, validity, NewSerial(random_));
    return {std::move(issued.certificate_pem), std::move(issued.key_pem)};
  }
  const CertificateAuthority& authority() const { return authority_; }

 private:
  const CertificateAuthority authority_;
  const util::WallClock& clock_;
  util::Random& random_;
};

Tls FromAuthority(const std::vector<std::string>& names, const std::shared_ptr<const Issuer>& issuer, IsDomain is_domain) {
  http::beast::TlsCertificate usual = issuer->Issue(names);
  Tls tls;
  tls.settings.certificate_pem = std::move(usual.certificate_pem);
  tls.settings.key_pem = std::move(usual.key_pem);
  tls.authority_pem = issuer->authority().CertificatePem();
  if (is_domain) {
    tls.settings.certify = [issuer, is_domain = std::move(is_domain)](const std::string& host) {
      return is_domain(host) ? std::optional(issuer->Issue({host})) : std::nullopt;
    };
  }
  return tls;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || !file.is_open()) {
    throw http::beast::TlsError("The file " + path + " cannot be read.");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxFileBytes) {
    throw http::beast::TlsError("The file " + path + " is too large for a certificate or a key.");
  }
  return text;
}

Tls FromFiles(const TlsOptions& options) {
  Tls tls;
  tls.settings.certificate_pem = ReadFile(options.certificate);
  tls.settings.certificate_source = options.certificate;
  tls.settings.key_pem = ReadFile(options.key);
  tls.settings.key_source = options.key;
  return tls;
}

void CheckTogether(const TlsOptions& options, const http::beast::Settings& http) {
  if (options.certificate.empty() != options.key.empty()) {
    throw http::beast::TlsError("--tls-certificate and --tls-key belong together: give both or none.");
  }
  if (!options.certificate.empty() && !options.port) {
    throw http::beast::TlsError("--tls-certificate and --tls-key need --tls-port.");
  }
  if (options.port == http.port && http.port != 0) {
    throw http::beast::TlsError("--tls-port must be another than --port.");
  }
}

}  // namespace

std::optional<Tls> PrepareTls(const TlsOptions& options, const http::beast::Settings& http, storage::Store& store,
                              const util::WallClock& clock, util::Random& random, IsDomain is_domain) {
  CheckTogether(options, http);
  if (!options.port) {
    return std::nullopt;
  }
  Tls tls;
  if (options.certificate.empty()) {
    const auto issuer = std::make_shared<const Issuer>(KeptAuthority(store, clock.Now() / 1000, random), clock, random);
    tls = FromAuthority(NamesOf(options, http.host), issuer, std::move(is_domain));
  } else {
    tls = FromFiles(options);
  }
  tls.settings.port = *options.port;
  return tls;
}

http::beast::ClientSettings ClientSettings(const TlsOptions& options, const std::vector<std::string>& connect_to) {
  http::beast::ClientSettings settings;
  for (const std::string& text : connect_to) {
    settings.connect_to.push_back(http::ParseConnectTo(text).value());
  }
  if (!options.trusted_ca.empty()) {
    settings.trusted_ca_pem = ReadFile(options.trusted_ca);
    settings.trusted_ca_source = options.trusted_ca;
    if (settings.trusted_ca_pem.empty()) {
      throw http::beast::TlsError("The file " + options.trusted_ca + " is empty.");
    }
  }
  return settings;
}

}  // namespace rockpool
