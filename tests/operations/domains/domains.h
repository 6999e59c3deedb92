// The calls about a pool's domains.
#pragma once

#include <string>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

inline constexpr const char* kCertificate = "arn:aws:acm:us-east-1:123456789012:certificate/3bd7a8f0-0000-4000-8000-000000000000";

// The request member Domain; `more` is appended.
inline std::string Domain(const std::string& domain, const std::string& more = "") { return R"("Domain":")" + domain + '"' + more; }

// The same with what makes a custom domain.
inline std::string CustomDomain(const std::string& domain, const std::string& more = "", const std::string& certificate = kCertificate) {
  return Domain(domain, R"(,"CustomDomainConfig":{"CertificateArn":")" + certificate + R"("})" + more);
}

inline constexpr const char* kRouting =
    R"(,"Routing":{"Failover":{"PrimaryRoute53HealthCheckId":"0f1e2d3c","SecondaryRegion":"us-west-2"}})";

inline constexpr const char* kEmptyDescription = R"({"DomainDescription":{}})";

inline Answer Describe(TestService& service, const std::string& domain, const CallerKey& caller = {}) {
  return service.Call("DescribeUserPoolDomain", "{" + Domain(domain) + "}", caller);
}

}  // namespace rockpool::support
