// Any bytes as a provider's SAML response: refused, or of the one person of whom the corpus has signed responses.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/crypto/base64.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/federation/saml/relying_party.h"
#include "server/http/client.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/sign_in/trace.h"
#include "storage/sqlite/store.h"
#include "tests/fuzz/expect.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_key_stock.h"
#include "tests/support/fake_random.h"
#include "tests/support/saml_documents.h"
#include "tests/support/saml_responses.h"

namespace rockpool::fuzz {
namespace {

constexpr std::string_view kPool = "us-east-1_fuzzed";

class NoNetwork final : public http::Client {
 public:
  http::FetchResponse Fetch(const http::FetchRequest& /*request*/) override { throw http::FetchError("there is no network"); }
};

// One pool, and a provider that is so near that no stand-in answers for it.
class Site {
 public:
  Site() {
    const support::SamlDocument metadata = {.keys = {{"signing", support::SamlTestCertificate(0)}}};
    provider_.user_pool_id = kPool;
    provider_.name = "Fuzzed";
    provider_.type = &identity_providers::kSaml;
    provider_.encryption_key = std::string(support::TestKey(2));
    provider_.settings.details = {{"MetadataFile", SamlXml(metadata)}, {"SSORedirectBindingURI", "http://localhost:8080/sso"}};
    AddPool();
  }

  federation::Claims Take(std::string_view xml) {
    sign_in::Trace trace;
    federation::Report report(trace);
    const federation::SamlReturn returned{crypto::Base64Encode(xml), "https://pool.example/saml2/idpresponse", "_request"};
    world::LookCallCommit steps(world_.store);
    return federation::ClaimsOf(world_, steps, provider_, returned, report);
  }

  // Makes every assertion unused again, so that a forged copy is not refused for its ID alone.
  void Forget() {
    store_->Write([](storage::Transaction& transaction) { transaction.user_pools().Delete(kPool); });
    AddPool();
  }

 private:
  void AddPool() {
    store_->Write([](storage::Transaction& transaction) {
      storage::UserPool record;
      record.account = "000000000000";
      record.region = "us-east-1";
      record.id = record.name = kPool;
      record.document = "{}";
      transaction.user_pools().Insert(record);
    });
  }

  support::FakeClock clock_;
  support::FakeWallClock wall_clock_;
  support::FakeRandom random_;
  support::FakeKeyStock keys_;
  NoNetwork network_;
  std::unique_ptr<storage::Store> store_ = storage::sqlite::Store::Open({.path = ":memory:"});
  world::PageTokens page_tokens_{"a secret of the fuzzers"};
  world::World world_{*store_, clock_, wall_clock_, random_, keys_, network_, page_tokens_, {}};
  identity_providers::ProviderInUse provider_;
};

void CheckResponse(std::string_view xml) {
  static Site site;
  try {
    const federation::Claims claims = site.Take(xml);
    Expect(claims.subject == "alice@idp.example", "nobody is signed in but who was named by the provider");
    Expect(claims.issuer == "https://idp.example/entity", "the issuer is the provider");
    for (const auto& [name, values] : claims.values) {
      Expect(name == "email" && values.size() == 1 && values.front() == "alice@idp.example", "what is claimed was signed");
    }
    site.Forget();
  } catch (const federation::Refusal& refusal) {
    Expect(refusal.description().size() < 1024, "a refusal is short");
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckResponse({reinterpret_cast<const char*>(data), size});
  return 0;
}
