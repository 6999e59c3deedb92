// Any bytes as what a browser brings back from an identity provider: it is led to a page of ours, or to the client's callback or sign-out
// URL exactly, without a code, since no provider has signed anybody in. The first character says where it comes to.
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/api/json.h"
#include "server/crypto/digest.h"
#include "server/federation/attempt.h"
#include "server/http/client.h"
#include "server/http/router.h"
#include "server/oauth/mount.h"
#include "server/protocol/json_owner.h"
#include "server/protocol/service.h"
#include "storage/sqlite/store.h"
#include "tests/fuzz/expect.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_key_stock.h"
#include "tests/support/fake_random.h"
#include "tests/support/saml_documents.h"

namespace rockpool::fuzz {
namespace {

constexpr std::string_view kOwn = "http://localhost:9229/";
constexpr std::string_view kCallback = "https://app.example/cb";
constexpr std::string_view kSignedOut = "https://app.example/bye";
constexpr std::string_view kPool = "us-east-1_fuzzed";
constexpr std::string_view kCsrfState = "browser";

class NoNetwork final : public http::Client {
 public:
  http::FetchResponse Fetch(const http::FetchRequest& /*request*/) override { throw http::FetchError("there is no network"); }
};

// A sign-in or sign-out on its way. The corpus knows the state by this name.
struct Journey {
  std::string_view state;
  std::string_view provider;
  std::string_view client;
  std::string_view path;
  bool is_logout = false;
};

constexpr std::array kJourneys{
    Journey{"corp.state.3", "Corp", "fuzzed", "/oauth2/idpresponse"}, Journey{"face.state.3", "Facebook", "fuzzed", "/oauth2/idpresponse"},
    Journey{"appl.state.3", "SignInWithApple", "fuzzed", "/oauth2/idpresponse"},
    Journey{"ring.state.3", "Ring", "ringed", "/saml2/idpresponse"}, Journey{"bye0.state.3", "Ring", "ringed", "/saml2/logout", true}};

struct Door {
  char name;
  std::string_view method;
  std::string_view path;
};

constexpr std::array kDoors{Door{'g', "GET", "/oauth2/idpresponse"}, Door{'p', "POST", "/oauth2/idpresponse"},
                            Door{'s', "POST", "/saml2/idpresponse"}, Door{'l', "POST", "/saml2/logout"}};

// P-256, made for tests.
constexpr std::string_view kAppleKey =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpOiN+slRdVqU/UEODDU1Rn39/loqLgDklg7b02pDKPuhRANCAATbr+UgBfu6NL907jZix352ozvRec4j/"
    "Q3AOc3StC5Lz9wUymP+o1Pho7yR7a1/yohLAsOFD4Z5TlK23XPCA07g";

// Of a provider that is so near that no stand-in answers for it, by keys that were thrown away.
std::string Metadata() {
  support::SamlDocument document;
  document.endpoints = {{"SingleSignOnService", std::string(support::kRedirectBinding), "http://localhost:8080/sso"},
                        {"SingleLogoutService", std::string(support::kRedirectBinding), "http://localhost:8080/slo"}};
  return api::ToJson(support::SamlXml(document));
}

// One pool with a provider of each protocol. For those of OAuth stand-ins answer, which have given out no code.
class Site {
 public:
  Site() {
    Call("CreateUserPool", R"({"PoolName":"p","UserPoolTags":{"_custom_id_":"us-east-1_fuzzed"}})");
    CallOfPool("CreateUserPoolDomain", R"("Domain":"fuzzed","ManagedLoginVersion":2)");
    CreateProvider("Corp", "OIDC",
                   R"({"client_id":"corp","client_secret":"s","authorize_scopes":"openid","oidc_issuer":"https://corp.example",)"
                   R"("attributes_request_method":"GET"})");
    CreateProvider("Facebook", "Facebook", R"({"client_id":"f","client_secret":"s","authorize_scopes":"public_profile,email"})");
    CreateProvider("SignInWithApple", "SignInWithApple",
                   R"({"client_id":"a","team_id":"TEAM","key_id":"KEY","authorize_scopes":"email name","private_key":")" +
                       std::string(kAppleKey) + "\"}");
    CreateProvider("Ring", "SAML", R"({"IDPInit":"true","IDPSignout":"true","MetadataFile":)" + Metadata() + "}");
    CreateClient("fuzzed", R"(["COGNITO","Corp","Facebook","SignInWithApple"])");
    CreateClient("ringed", R"(["Ring"])");
    oauth_.Mount(router_);
  }

  http::Response Ask(const Door& door, std::string_view sent) {
    KeepJourneys();
    http::Request request;
    request.method = door.method;
    request.path = door.path;
    request.headers.Add("Host", "localhost:9229");
    request.headers.Add("Cookie", "csrf-state-" + std::string(kPool) + "=" + std::string(kCsrfState));
    if (door.method == "GET") {
      request.query = sent;
    } else {
      request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
      request.body = sent;
    }
    http::Routed routed = router_.Route(std::move(request));
    http::Response response = http::WorkOutHere(*routed.work);
    routed.Finish(response);
    return response;
  }

 private:
  // A state is good once: each input finds all of them.
  void KeepJourneys() {
    store_->Write([this](storage::Transaction& transaction) {
      for (const Journey& journey : kJourneys) {
        federation::TakeAttempt(transaction, journey.state);
        federation::KeepAttempt(transaction, journey.state, AttemptOf(journey));
      }
    });
  }

  federation::Attempt AttemptOf(const Journey& journey) const {
    federation::Attempt attempt;
    attempt.user_pool_id = kPool;
    attempt.client_id = journey.client;
    attempt.provider = journey.provider;
    attempt.sign_in = "fuzzed";
    attempt.query = "client_id=" + std::string(journey.client) +
                    (journey.is_logout ? "&logout_uri=https%3A%2F%2Fapp.example%2Fbye"
                                       : "&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code&state=abc");
    attempt.callback = std::string(kOwn) + std::string(journey.path.substr(1));
    attempt.request_id = journey.provider == "Ring" ? "_request" : "";
    attempt.csrf_digest = crypto::Sha256(kCsrfState);
    attempt.nonce = "n";
    attempt.is_logout = journey.is_logout;
    attempt.expires_millis = clock_.Now() + std::chrono::milliseconds(federation::kAttemptLifetime).count();
    return attempt;
  }

  void CreateProvider(std::string_view name, std::string_view type, const std::string& details) {
    CallOfPool("CreateIdentityProvider", R"("ProviderName":")" + std::string(name) + R"(","ProviderType":")" + std::string(type) +
                                             R"(","ProviderDetails":)" + details + R"(,"AttributeMapping":{"email":"email"})");
  }

  void CreateClient(std::string_view id, std::string_view providers) {
    CallOfPool("CreateUserPoolClient",
               R"("ClientName":"_custom_id_:)" + std::string(id) +
                   R"(","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code","implicit"],"AllowedOAuthScopes":["openid"],)"
                   R"("CallbackURLs":["https://app.example/cb"],"LogoutURLs":["https://app.example/bye"],"SupportedIdentityProviders":)" +
                   std::string(providers));
  }

  void CallOfPool(std::string_view operation, const std::string& members) {
    Call(operation, R"({"UserPoolId":")" + std::string(kPool) + "\"," + members + "}");
  }

  void Call(std::string_view operation, std::string_view body) {
    http::Request request;
    request.method = "POST";
    request.path = "/";
    request.headers.Add("Content-Type", "application/x-amz-json-1.1");
    request.headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + std::string(operation));
    request.body = body;
    Expect(service_.Handle(std::move(request)).status == 200, "the pool, its providers and its clients are made");
  }

  support::FakeClock clock_;
  support::FakeWallClock wall_clock_;
  support::FakeRandom random_;
  support::FakeKeyStock keys_;
  NoNetwork network_;
  std::unique_ptr<storage::Store> store_ = storage::sqlite::Store::Open({.path = ":memory:"});
  world::PageTokens page_tokens_{"a secret of the fuzzers"};
  world::World world_{*store_, clock_, wall_clock_, random_, keys_, network_, page_tokens_, {}};
  protocol::Service service_{world_, {}};
  protocol::JsonOwner api_owner_{random_};
  http::Router router_{api_owner_};
  oauth::OAuth oauth_{world_};
};

bool IsAt(std::string_view location, std::string_view uri, std::string_view next) {
  return location.starts_with(uri) && location.size() > uri.size() && next.find(location[uri.size()]) != std::string_view::npos;
}

void CheckReturn(const Door& door, std::string_view sent) {
  static Site site;
  const http::Response response = site.Ask(door, sent);
  for (const auto& [name, value] : response.headers) {
    Expect(http::IsToken(name) && http::IsFieldValue(value), "no parameter breaks a header");
  }
  Expect(response.status == 302 || (response.status >= 400 && response.status < 500), "a browser is led on or refused");
  const auto location = response.headers.Find("Location");
  Expect(location.has_value() == (response.status == 302), "it is told where it is led to");
  if (!location) {
    return;
  }
  const bool is_own = IsAt(*location, std::string(kOwn) + "error", "?") || IsAt(*location, std::string(kOwn) + "login", "?");
  const bool is_signed_out = door.path == "/saml2/logout" && *location == kSignedOut;
  Expect(is_own || is_signed_out || IsAt(*location, kCallback, "?#"), "it is led nowhere else");
  Expect(is_own || (location->find("code=") == std::string_view::npos && location->find("_token=") == std::string_view::npos),
         "nobody gets a code or a token without a sign-in");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const rockpool::fuzz::Door& door : rockpool::fuzz::kDoors) {
    if (text.starts_with(door.name)) {
      rockpool::fuzz::CheckReturn(door, text.substr(1));
    }
  }
  return 0;
}
