// All six types of providers sign people in without a network: by their stand-ins, over the very way that a browser goes.
#include <gtest/gtest.h>

#include "server/api/json.h"
#include "server/federation/stand_ins/state.h"
#include "server/identity_providers/provider_in_use.h"
#include "tests/oauth/support/oauth_test.h"
#include "tests/support/jwt.h"
#include "tests/support/provider_samples.h"

namespace rockpool::oauth {
namespace {

using support::OAuthService;
using support::OAuthTest;
using support::Page;

struct Case {
  const identity_providers::ProviderType* type;
  std::string name;
  std::string username;
};

class StandIns : public OAuthTest, public testing::WithParamInterface<Case> {
 protected:
  StandIns() {
    const identity_providers::Details details = DetailsOf(*GetParam().type);
    const auto answer = oauth.service.Call(
        "CreateIdentityProvider", R"({"UserPoolId":")" + pool + R"(","ProviderName":")" + GetParam().name + R"(","ProviderType":")" +
                                      std::string(GetParam().type->name) + R"(","ProviderDetails":)" + api::ToJson(details) +
                                      R"(,"AttributeMapping":{"email":"email"}})");
    EXPECT_EQ(answer.status, 200) << answer.body;
    client = oauth.CreateClient(pool, R"({"SupportedIdentityProviders":["COGNITO",")" + GetParam().name + "\"]}");
    ChooseByItself(R"({"email":"ann@example.org"})");
  }

  static identity_providers::Details DetailsOf(const identity_providers::ProviderType& type) {
    auto details = support::SampleOf(type).details;
    if (type.api_type == api::IdentityProviderTypeType::SignInWithApple) {
      details["private_key"] = kAppleKey;
    }
    return details;
  }

  identity_providers::SharedProvider Provider() {
    return oauth.service.world().store.Read([&](const storage::Transaction& transaction) {
      return identity_providers::FindProvider(oauth.service.world(), transaction, pool, GetParam().name);
    });
  }

  // The stand-in sends whoever comes back as Ann, without a page.
  void ChooseByItself(const std::string& claims) {
    federation::ChangeState(oauth.service.world(), *Provider(), [&](federation::StandInState& state) {
      state.identities = {{"Ann-1", claims}};
      state.is_auto = true;
    });
  }

  // Goes on where a page has a form that its script sends.
  Page Follow(Page page) {
    page = browser.Follow(std::move(page));
    const std::size_t action = page.body.find(" action=\"");
    if (page.status != 200 || action == std::string::npos) {
      return page;
    }
    http::NamedValues form;
    for (const char* name : {"SAMLResponse", "RelayState", "code", "state", "user", "error"}) {
      if (const auto value = page.InputValue(name)) {
        form.Add(name, *value);
      }
    }
    const std::size_t begin = action + std::string(" action=\"").size();
    return browser.Follow(browser.Post(page.body.substr(begin, page.body.find('"', begin) - begin), form));
  }

  Page SignIn(const http::NamedValues& changes = {}) {
    http::NamedValues query = changes;
    query.Add("identity_provider", GetParam().name);
    return Follow(Ask(Request(query)));
  }

  // A key that was made for this test.
  static constexpr const char* kAppleKey =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkDnHJmOA3YWhJWwCzHuKdxQnl6ufnp9nSY+NMhAYkzihRANCAASDvvG5XhafpAN/mwMtKgmXelhu3Yay"
      "yvP3YHWxnfip6WixBoRrkyfosg8YpcZ30VEPKlzYkxfVVa1rLkotoZem";
};

TEST_P(StandIns, SignPeopleInAndAgain) {
  const Page page = SignIn({{"state", "s"}});
  ASSERT_EQ(page.LocationBase(), OAuthService::kCallback) << page.status << page.body << page.location();
  ASSERT_TRUE(page.LocationQuery().Find("code")) << page.location();
  EXPECT_EQ(page.LocationQuery().Find("state"), "s");
  const auto user = oauth.service.Call("AdminGetUser", R"({"UserPoolId":")" + pool + R"(","Username":")" + GetParam().username + R"("})");
  ASSERT_EQ(user.status, 200) << user.body;
  EXPECT_EQ(user.TextAt("UserStatus"), "EXTERNAL_PROVIDER");
  EXPECT_NE(user.body.find("ann@example.org"), std::string::npos) << user.body;
  EXPECT_TRUE(oauth.service.network.requests.empty()) << "nothing left this server";
  browser.DropCookies();
  ChooseByItself(R"({"email":"new@example.org"})");
  EXPECT_TRUE(SignIn().LocationQuery().Find("code"));
  const auto again = oauth.service.Call("AdminGetUser", R"({"UserPoolId":")" + pool + R"(","Username":")" + GetParam().username + R"("})");
  EXPECT_NE(again.body.find("new@example.org"), std::string::npos) << again.body;
}

TEST_P(StandIns, TellTheApplicationWhatGoesWrongOnPurpose) {
  federation::ChangeState(oauth.service.world(), *Provider(), [&](federation::StandInState& state) {
    for (const federation::Wrong wrong : {federation::Wrong::kBadSignature, federation::Wrong::kTokenEndpoint4xx}) {
      federation::Fault fault;
      fault.wrong = wrong;
      state.faults.push_back(fault);
    }
  });
  const Page page = SignIn();
  EXPECT_EQ(page.LocationBase(), OAuthService::kCallback) << page.status << page.location();
  EXPECT_TRUE(page.LocationQuery().Find("error")) << page.location();
}

INSTANTIATE_TEST_SUITE_P(Types, StandIns,
                         testing::Values(Case{&identity_providers::kFacebook, "Facebook", "Facebook_Ann-1"},
                                         Case{&identity_providers::kGoogle, "Google", "Google_Ann-1"},
                                         Case{&identity_providers::kLoginWithAmazon, "LoginWithAmazon", "LoginWithAmazon_Ann-1"},
                                         Case{&identity_providers::kOidc, "Corp", "Corp_Ann-1"},
                                         Case{&identity_providers::kSaml, "Okta", "Okta_Ann-1"},
                                         Case{&identity_providers::kSignInWithApple, "SignInWithApple", "SignInWithApple_Ann-1"}),
                         [](const testing::TestParamInfo<Case>& info) { return info.param.name; });

}  // namespace
}  // namespace rockpool::oauth
