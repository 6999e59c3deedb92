#include <gtest/gtest.h>

#include "tests/operations/links/linked_users.h"

namespace rockpool::support {
namespace {

using AdminLinkProviderForUser = PoolTest<LinksPool>;

constexpr const char* kLinked = "InvalidParameterException: SourceUser is already linked to DestinationUser";
constexpr const char* kNative =
    "InvalidParameterException: Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a "
    "DestinationUser";
constexpr const char* kMerging =
    "InvalidParameterException: Merging is not currently supported, provide a SourceUser that has not been signed up in order to link";
constexpr const char* kTooMany = "LimitExceededException: Maximum number of identities linked to the user exceeded.";

TEST_F(AdminLinkProviderForUser, ShowsTheIdentityOfTheUser) {
  service.clock.Advance(1'234);
  EXPECT_EQ(pool.Link(ProviderUser("Cognito", "ada"), ProviderUser("Google", "1")).body, "{}");
  EXPECT_EQ(pool.AttributesOf("ada"), R"(identities=[{"userId":"1","providerName":"Google","providerType":"Google","issuer":null,)"
                                      R"("primary":false,"dateCreated":1700000001234}])");
  EXPECT_EQ(pool.Of("AdminGetUser", "ada").At("UserLastModifiedDate").GetDouble(), 1700000001.234);
  EXPECT_EQ(pool.StatusOf("ada"), "FORCE_CHANGE_PASSWORD");
}

TEST_F(AdminLinkProviderForUser, KeepsTheOrderOfLinking) {
  EXPECT_EQ(pool.TryLink(ProviderUser("Okta", "2")), kOk);
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", "1")), kOk);
  EXPECT_EQ(pool.TryLink(ProviderUser("Okta", "1")), kOk);
  const std::string shown = pool.AttributesOf("ada");
  EXPECT_LT(shown.find(R"("userId":"2","providerName":"Okta")"), shown.find(R"("userId":"1","providerName":"Google")"));
  EXPECT_LT(shown.find(R"("userId":"1","providerName":"Google")"), shown.find(R"("userId":"1","providerName":"Okta")"));
}

TEST_F(AdminLinkProviderForUser, FindsTheUserByEachOfHisNames) {
  LinksPool aliases(service, kAliases);
  const std::string set = Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}});
  ASSERT_EQ(aliases.TryOf("AdminUpdateUserAttributes", "ada", set), kOk);
  const std::string sub = aliases.Of("AdminGetUser", "ada").TextAt("UserAttributes.0.Value");
  EXPECT_EQ(OutcomeOf(aliases.Link(ProviderUser("Cognito", "ada@example.com"), ProviderUser("Google", "1"))), kOk);
  EXPECT_EQ(OutcomeOf(aliases.Link(ProviderUser("Cognito", sub, "ignored"), ProviderUser("Google", "2"))), kOk);
  EXPECT_EQ(OutcomeOf(aliases.Link(ProviderUser("Cognito", "ada", ""), ProviderUser("Google", "3", ""))), kOk);
  EXPECT_EQ(aliases.SignIn("Google", "3"), "ada");
}

TEST_F(AdminLinkProviderForUser, AsksForWhatTheModelLeavesOpen) {
  const std::string user = ProviderUser("Cognito", "ada");
  const std::string source = ProviderUser("Google", "1");
  const std::string no_name = "InvalidParameterException: Missing required parameter ProviderName";
  const std::string no_value = "InvalidParameterException: Missing required parameter ProviderAttributeValue";
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("", "ada"), source)), no_name);
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("Cognito", ""), source)), no_value);
  EXPECT_EQ(OutcomeOf(pool.Link(user, ProviderUser("", "1"))), no_name);
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("Cognito", "nobody"), ProviderUser("Google", ""))), no_value);
}

TEST_F(AdminLinkProviderForUser, TellsThatTheUserIsMissing) {
  const std::string source = ProviderUser("Nowhere", "1");
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("Cognito", "nobody"), source)), kNoUser);
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("Google", "1"), source)), kNoUser);
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("Nowhere", "1"), source)), kNoUser);
}

TEST_F(AdminLinkProviderForUser, TellsThatThePoolOrTheProviderIsMissing) {
  EXPECT_EQ(
      OutcomeOf(service.Call("AdminLinkProviderForUser", R"({"UserPoolId":"us-east-1_Nowhere","DestinationUser":{},"SourceUser":{}})")),
      NoSuchPool("us-east-1_Nowhere"));
  EXPECT_EQ(pool.TryLink(ProviderUser("Nowhere", std::string(200, 'x'))),
            "ResourceNotFoundException: Identity provider Nowhere does not exist.");
}

TEST_F(AdminLinkProviderForUser, TakesNoUserOfThePoolAsASource) {
  pool.Add("bob");
  pool.Add("Google_1");
  EXPECT_EQ(pool.TryLink(ProviderUser("Cognito", "bob")), kNative);
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", "1")), kNative);
}

TEST_F(AdminLinkProviderForUser, TakesSourcesOf128Characters) {
  const std::string most(128 - 6 - 15, 'x');  // Google, Cognito_Subject
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", most + "x")), "InvalidParameterException: SourceUser is too long.");
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", most)), kOk);
}

TEST_F(AdminLinkProviderForUser, TakesASourceOnce) {
  pool.Add("bob");
  ASSERT_EQ(pool.TryLink(ProviderUser("Okta", "a@example.com", "email")), kOk);
  EXPECT_EQ(pool.TryLink(ProviderUser("Okta", "a@example.com", "email")), kLinked);
  EXPECT_EQ(OutcomeOf(pool.Link(ProviderUser("Cognito", "bob"), ProviderUser("Okta", "a@example.com", "email"))), kLinked);
  EXPECT_EQ(pool.TryLink(ProviderUser("Okta", "a@example.com")), kOk);
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", "a@example.com", "email")), kOk);
}

TEST_F(AdminLinkProviderForUser, TakesNobodyWhoHasSignedUpByHimself) {
  ASSERT_EQ(pool.SignIn("Google", "1"), "Google_1");
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", "1")), kMerging);
  LinksPool blind(service, kIgnoringCase);
  ASSERT_EQ(blind.SignIn("Google", "A"), "google_a");
  EXPECT_EQ(blind.TryLink(ProviderUser("Google", "a")), kMerging);
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "Google_1"), kOk);
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", "1")), kOk);
}

TEST_F(AdminLinkProviderForUser, LinksFiveIdentitiesToAUser) {
  for (const char* value : {"1", "2", "3", "4", "5"}) {
    EXPECT_EQ(pool.TryLink(ProviderUser("Google", value)), kOk);
  }
  EXPECT_EQ(pool.TryLink(ProviderUser("Google", "6")), kTooMany);
  ASSERT_EQ(pool.TryDisable(ProviderUser("Google", "3")), kOk);
  EXPECT_EQ(pool.TryLink(ProviderUser("Okta", "6")), kOk);
}

TEST_F(AdminLinkProviderForUser, LinksFiveIdentitiesToAUserOfAProviderBesideHisOwn) {
  ASSERT_EQ(pool.SignIn("Google", "0"), "Google_0");
  const std::string user = ProviderUser("Google", "0", "whatever");
  for (const char* value : {"1", "2", "3", "4", "5"}) {
    EXPECT_EQ(OutcomeOf(pool.Link(user, ProviderUser("Okta", value))), kOk);
  }
  EXPECT_EQ(OutcomeOf(pool.Link(user, ProviderUser("Okta", "6"))), kTooMany);
}

TEST_F(AdminLinkProviderForUser, KnowsFiveAttributesOfAProvider) {
  for (const char* user : {"bob", "eve"}) {
    pool.Add(user);
  }
  const auto link = [&](const std::string& user, const std::string& provider, const std::string& attribute) {
    return OutcomeOf(pool.Link(ProviderUser("Cognito", user), ProviderUser(provider, user, attribute)));
  };
  for (const char* attribute : {"a", "b", "c", "d", "e"}) {
    EXPECT_EQ(link("ada", "Okta", attribute), kOk);
  }
  EXPECT_EQ(link("bob", "Okta", "f"), "LimitExceededException: Maximum number of source attributes of the identity provider exceeded.");
  EXPECT_EQ(link("bob", "Okta", "a"), kOk);
  EXPECT_EQ(link("bob", "Google", "f"), kOk);
}

TEST_F(AdminLinkProviderForUser, IsTheOnlyWayToWriteIdentities) {
  ASSERT_EQ(pool.TryLink(ProviderUser("Google", "1")), kOk);
  const std::string before = pool.AttributesOf("ada");
  EXPECT_EQ(pool.TryOf("AdminUpdateUserAttributes", "ada", Attributes({{"identities", "[]"}})),
            "InvalidParameterException: Cannot modify the non-mutable attribute identities");
  EXPECT_EQ(pool.TryOf("AdminDeleteUserAttributes", "ada", R"("UserAttributeNames":["identities"])"),
            "InvalidParameterException: Cannot modify the non-mutable attribute identities");
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "bob", Attributes({{"identities", "[]"}})),
            "InvalidParameterException: Cannot modify the non-mutable attribute identities");
  EXPECT_EQ(pool.AttributesOf("ada"), before);
}

}  // namespace
}  // namespace rockpool::support
