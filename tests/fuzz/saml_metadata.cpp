// Any bytes as SAML metadata: read within bounds, or refused; never fetched from, never expanded.
#include "server/identity_providers/saml_metadata.h"

#include <cstdint>
#include <string_view>

#include "server/api/service_exception.h"
#include "server/http/url.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

constexpr util::EpochMillis kNow = 1'767'225'600'000;  // 2026-01-01, when the certificates of the corpus are valid

void CheckMetadata(std::string_view xml) {
  try {
    const auto metadata = identity_providers::ParseSamlMetadata(xml, kNow);
    Expect(!metadata.entity_id.empty(), "an entity has a name");
    Expect(http::ParseUrl(metadata.sso_redirect_uri).has_value(), "people are sent on to a URL");
    Expect(!metadata.slo_redirect_uri || http::ParseUrl(*metadata.slo_redirect_uri), "people are sent out to a URL");
    std::size_t found = metadata.entity_id.size() + metadata.sso_redirect_uri.size();
    for (const std::string& certificate : metadata.signing_certificates) {
      found += certificate.size();
    }
    Expect(found <= xml.size(), "nothing is expanded");
  } catch (const api::ServiceException& refusal) {
    Expect(refusal.http_status() == 400, "what is wrong with a document is the client's affair");
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckMetadata({reinterpret_cast<const char*>(data), size});
  return 0;
}
