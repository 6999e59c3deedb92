// What is good once on the way back from a provider, a state and an assertion, is spent once, whoever else comes and however the call ends.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/oauth/support/saml_flow_test.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::Page;
using support::SamlResponseXml;
using support::WatchedStore;

constexpr const char* kUsedAlready = "Invalid SAML response received: Assertion has already been used";

class FederatedOnce : public support::SamlFlowTest {
 protected:
  static std::string Told(const Page& page) { return std::string(page.LocationQuery().Find("error_description").value_or("")); }

  // Another tab with the cookies of the sign-in.
  Browser Twin() {
    Browser twin(oauth);
    twin.PutCookie("csrf-state-" + pool, browser.Cookie("csrf-state-" + pool));
    return twin;
  }

  void ExpectOneIn() {
    const Page left = LeaveFor();
    const std::string xml = SamlResponseXml(Good(left));
    Browser twin = Twin();
    Page first;
    WatchedStore::BeforeNextWrite([&] { first = PostBy(twin, RelayStateOf(left), xml); });
    const Page second = Post(RelayStateOf(left), xml);
    EXPECT_TRUE(IsBack(first)) << first.location();
    EXPECT_EQ(second.location(), kInvalidState);
    EXPECT_EQ(browser.Cookie("cognito-" + pool), "");
    EXPECT_NE(browser.Cookie("csrf-state-" + pool), "");
    EXPECT_NE(Traces().find(R"({"rule":"state","verdict":"refused","reason":"Invalid state"}])"), std::string::npos) << Traces();
  }

  // Okta's metadata is fetched from now on.
  void PublishMetadata() {
    oauth.service.network.on_get = [this] {
      if (const auto happen = std::exchange(on_metadata, nullptr)) {
        happen();
      }
      return http::FetchResponse{200, Metadata("https://idp.example/entity")};
    };
    Update("Okta", R"("ProviderDetails":{"MetadataURL":"https://idp.example/metadata"})");
  }
  // An update, after which it is fetched anew by who comes next, lets something happen then.
  void WhileItIsFetched(std::function<void()> happen) {
    Update("Okta", R"("AttributeMapping":{"email":"email"})");
    on_metadata = std::move(happen);
  }

  void BeginAtProviders() {
    Offer(client, R"(["COGNITO","Okta"])");
    UpdateOkta(R"(,"IDPInit":"true")");
  }
  Page PostUnasked(const std::string& xml) { return Post(support::QueryOf(Request(Named({{"identity_provider", "Okta"}}))), xml); }
  std::string UnaskedXml(const std::string& assertion_id) const {
    support::SamlResponse response = Unasked();
    response.assertion_id = assertion_id;
    return SamlResponseXml(response);
  }

  std::function<void()> on_metadata;
};

TEST_F(FederatedOnce, CostsOneWriteOfWhoHasSignedInBefore) {
  EXPECT_TRUE(IsBack(SignInBySaml()));
  browser.DropCookies();
  const Page left = LeaveFor();
  const std::int64_t writes = oauth.service.writes();
  EXPECT_TRUE(IsBack(Post(RelayStateOf(left), SamlResponseXml(Good(left)))));
  EXPECT_EQ(oauth.service.writes(), writes + 1);
}

TEST_F(FederatedOnce, LetsOneInOfTwoWhoPostAtOnce) {
  for (const char* time : {"the first time", "as somebody who is known"}) {
    SCOPED_TRACE(time);
    ExpectOneIn();
    browser.DropCookies();
  }
}

TEST_F(FederatedOnce, TellsOneOfTwoWhoPostAtOnceWhyTheResponseIsBad) {
  const Page left = LeaveFor();
  auto response = Good(left);
  response.audiences = {"urn:amazon:cognito:sp:another"};
  const std::string xml = SamlResponseXml(response);
  Browser twin = Twin();
  Page first;
  WatchedStore::BeforeNextWrite([&] { first = PostBy(twin, RelayStateOf(left), xml); });
  EXPECT_EQ(Post(RelayStateOf(left), xml).location(), kInvalidState);
  EXPECT_EQ(Told(first), "Invalid SAML response received: Audience restriction is not valid");
}

TEST_F(FederatedOnce, SpendsTheStateOfAResponseThatIsRefused) {
  const Page left = LeaveFor();
  auto response = Good(left);
  response.audiences = {"urn:amazon:cognito:sp:another"};
  Browser twin = Twin();
  EXPECT_EQ(Told(Post(RelayStateOf(left), SamlResponseXml(response))), "Invalid SAML response received: Audience restriction is not valid");
  EXPECT_EQ(PostBy(twin, RelayStateOf(left), SamlResponseXml(Good(left))).location(), kInvalidState);
}

TEST_F(FederatedOnce, SpendsTheStateBeforeMetadataIsFetched) {
  PublishMetadata();
  const Page left = LeaveFor();
  const std::string xml = SamlResponseXml(Good(left));
  Browser twin = Twin();
  Page meanwhile;
  WhileItIsFetched([&] { meanwhile = PostBy(twin, RelayStateOf(left), xml); });
  const Page page = Post(RelayStateOf(left), xml);
  EXPECT_TRUE(IsBack(page)) << page.location();
  EXPECT_EQ(meanwhile.location(), kInvalidState);
}

TEST_F(FederatedOnce, LetsInWhoseStateIsSweptWhileMetadataIsFetched) {
  PublishMetadata();
  const Page left = LeaveFor();
  const std::string xml = SamlResponseXml(Good(left));
  WhileItIsFetched([&] {
    oauth.service.clock.Advance(2 * 60 * 60 * 1000);
    Browser other(oauth);
    const Page swept = other.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({{"identity_provider", "Okta"}}))));
    EXPECT_NE(RelayStateOf(swept), "");
  });
  const Page page = Post(RelayStateOf(left), xml);
  EXPECT_TRUE(IsBack(page)) << page.location();
}

TEST_F(FederatedOnce, SpendsTheAssertionOfAPersonWhoIsRefused) {
  BeginAtProviders();
  EXPECT_TRUE(IsBack(PostUnasked(UnaskedXml("_first"))));
  Call("AdminDisableUser", R"("Username":"Okta_alice@idp.example")");
  EXPECT_EQ(Told(PostUnasked(UnaskedXml("_second"))), "User is not enabled");
  Call("AdminEnableUser", R"("Username":"Okta_alice@idp.example")");
  EXPECT_EQ(Told(PostUnasked(UnaskedXml("_second"))), kUsedAlready);
  EXPECT_TRUE(IsBack(PostUnasked(UnaskedXml("_third"))));
}

TEST_F(FederatedOnce, RefusesAnAssertionThatWasUsedWhateverElseRefuses) {
  BeginAtProviders();
  EXPECT_TRUE(IsBack(PostUnasked(UnaskedXml("_first"))));
  Call("AdminDisableUser", R"("Username":"Okta_alice@idp.example")");
  EXPECT_EQ(Told(PostUnasked(UnaskedXml("_first"))), kUsedAlready);
  EXPECT_NE(Traces().find(R"({"rule":"replay","verdict":"refused","reason":"Invalid SAML response received: Assertion)"), std::string::npos)
      << Traces();
}

TEST_F(FederatedOnce, TakesOneOfTwoResponsesThatNobodyAskedForAtOnce) {
  BeginAtProviders();
  const std::string xml = UnaskedXml("_first");
  Page first;
  WatchedStore::BeforeNextWrite([&] { first = PostUnasked(xml); });
  EXPECT_EQ(Told(PostUnasked(xml)), kUsedAlready);
  EXPECT_TRUE(IsBack(first)) << first.location();
}

TEST_F(FederatedOnce, TellsFunctionsOfOneOfTwoWhoPostAtOnce) {
  Call("UpdateUserPool", support::LambdaMember({"PreSignUp", "PreTokenGeneration"}).substr(1));
  const auto functions = support::FakeInvoker::Of(oauth.service);
  const Page left = LeaveFor();
  const std::string xml = SamlResponseXml(Good(left));
  Browser twin = Twin();
  Page meanwhile;
  functions->Do("PreSignUp", [&](const triggers::Invocation& invocation) {
    meanwhile = PostBy(twin, RelayStateOf(left), xml);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_TRUE(IsBack(Post(RelayStateOf(left), xml)));
  EXPECT_EQ(meanwhile.location(), kInvalidState);
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{"PreSignUp_ExternalProvider", "TokenGeneration_HostedAuth"}));
}

TEST_F(FederatedOnce, GivesTokensOnceByTheImplicitGrant) {
  const Page left = LeaveFor("Okta", {{"response_type", "token"}});
  const std::string xml = SamlResponseXml(Good(left));
  Browser twin = Twin();
  Page first;
  WatchedStore::BeforeNextWrite([&] { first = PostBy(twin, RelayStateOf(left), xml); });
  EXPECT_EQ(Post(RelayStateOf(left), xml).location(), kInvalidState);
  EXPECT_TRUE(first.LocationFragment().Find("access_token")) << first.location();
}

}  // namespace
}  // namespace rockpool::oauth
