// Any bytes as the query of GET /oauth2/authorize (an input that begins with `=`: of GET /logout): a browser is led to a page of ours, or
// to the client's redirect URI exactly, without a code, since nobody is signed in.
#include <cstdint>
#include <string>
#include <string_view>

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

namespace rockpool::fuzz {
namespace {

constexpr std::string_view kOwn = "http://localhost:9229/";
constexpr std::string_view kCallback = "https://app.example/cb";
constexpr std::string_view kSignedOut = "https://app.example/bye";

class NoNetwork final : public http::Client {
 public:
  http::FetchResponse Fetch(const http::FetchRequest& /*request*/) override { throw http::FetchError("there is no network"); }
};

// One pool with managed login, and the client "fuzzed".
class Site {
 public:
  Site() {
    Call("CreateUserPool", R"({"PoolName":"p","UserPoolTags":{"_custom_id_":"us-east-1_fuzzed"}})");
    Call("CreateUserPoolDomain", R"({"UserPoolId":"us-east-1_fuzzed","Domain":"fuzzed","ManagedLoginVersion":2})");
    Call("CreateUserPoolClient",
         R"({"UserPoolId":"us-east-1_fuzzed","ClientName":"_custom_id_:fuzzed","AllowedOAuthFlowsUserPoolClient":true,)"
         R"("AllowedOAuthFlows":["code","implicit"],"AllowedOAuthScopes":["openid","email"],)"
         R"("CallbackURLs":["https://app.example/cb"],"LogoutURLs":["https://app.example/bye"],"SupportedIdentityProviders":["COGNITO"]})");
    oauth_.Mount(router_);
  }

  http::Response Get(std::string_view path, std::string_view query) const {
    http::Request request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    request.headers.Add("Host", "localhost:9229");
    http::Routed routed = router_.Route(std::move(request));
    http::Response response = http::WorkOutHere(*routed.work);
    routed.Finish(response);
    return response;
  }

 private:
  void Call(std::string_view operation, std::string_view body) {
    http::Request request;
    request.method = "POST";
    request.path = "/";
    request.headers.Add("Content-Type", "application/x-amz-json-1.1");
    request.headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + std::string(operation));
    request.body = body;
    Expect(service_.Handle(std::move(request)).status == 200, "the pool, its domain and its client are made");
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

void CheckQuery(std::string_view path, std::string_view query) {
  static const Site site;
  const http::Response response = site.Get(path, query);
  for (const auto& [name, value] : response.headers) {
    Expect(http::IsToken(name) && http::IsFieldValue(value), "no parameter breaks a header");
  }
  Expect(response.status == 302, "a browser is led on");
  const std::string_view location = response.headers.Find("Location").value_or("");
  const bool is_own = IsAt(location, std::string(kOwn) + "error", "?") || IsAt(location, std::string(kOwn) + "login", "?");
  Expect(is_own || IsAt(location, kCallback, "?#") || (path == "/logout" && location == kSignedOut), "it is led nowhere else");
  Expect(is_own || location.find("code=") == std::string_view::npos, "nobody gets a code without a sign-in");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.starts_with('=')) {
    rockpool::fuzz::CheckQuery("/logout", text.substr(1));
  } else {
    rockpool::fuzz::CheckQuery("/oauth2/authorize", text);
  }
  return 0;
}
