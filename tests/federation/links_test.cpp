// Whom a person signs in as who was linked to a user.
#include "server/accounts/links.h"

#include <gtest/gtest.h>

#include "tests/federation/users_pool.h"
#include "tests/support/users.h"

namespace rockpool::federation {
namespace {

class LinkedUser : public support::PoolTest<ProvidersPool> {
 protected:
  LinkedUser() { pool.Add("ada"); }

  static constexpr const char* kTaken = "invalid_request: Invalid ProviderName/Username combination. ";
};

TEST_F(LinkedUser, IsWhoTheLinkedPersonSignsInAs) {
  pool.AddGoogle();
  ASSERT_EQ(pool.Link("ada", "Google", "1"), kOk);
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "ada");
  EXPECT_EQ(pool.StatusOf("ada"), "FORCE_CHANGE_PASSWORD");
  EXPECT_EQ(pool.Of("AdminListGroupsForUser", "ada").body, R"({"Groups":[]})");
  EXPECT_EQ(pool.AttributesOf("ada"), R"(identities=[{"userId":"1","providerName":"Google","providerType":"Google","issuer":null,)"
                                      R"("primary":false,"dateCreated":1700000000000}])");
  EXPECT_EQ(pool.TryOf("AdminGetUser", "Google_1"), support::kNoUser);
}

TEST_F(LinkedUser, StaysOutOfTheGroupAlsoWhereItIsGone) {
  pool.AddGoogle();
  ASSERT_EQ(pool.Link("ada", "Google", "1"), kOk);
  ASSERT_EQ(pool.Try("DeleteGroup", support::TextMember("GroupName", pool.id() + "_Google")), kOk);
  pool.SignIn("Google", Said("1"));
  EXPECT_EQ(pool.Call("ListGroups").body, R"({"Groups":[]})");
}

TEST_F(LinkedUser, TakesWhatTheProviderMaps) {
  pool.AddGoogle(R"("email":"email","name":"name")");
  ASSERT_EQ(pool.TryOf("AdminUpdateUserAttributes", "ada",
                       support::Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}, {"name", "Ada"}})),
            kOk);
  ASSERT_EQ(pool.Link("ada", "Google", "1"), kOk);
  pool.SignIn("Google", Said("1", {{"email", "ada@example.com"}, {"name", "Countess"}}));
  EXPECT_EQ(pool.MappedOf("ada"), "email=ada@example.com email_verified=false name=Countess ");
}

TEST_F(LinkedUser, TakesNoAliasThatAnotherUserHas) {
  for (const char* settings : {support::kAliases, support::kNamedByEmail}) {
    ProvidersPool shared(service, settings);
    shared.AddOkta(R"("email":"mail","email_verified":"v","name":"full")");
    const bool is_named = settings == support::kNamedByEmail;
    const std::string linked = is_named ? "ada@example.com" : "ada";
    shared.Add(linked, support::Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}}));
    shared.Add(is_named ? "bob@example.com" : "bob", support::Attributes({{"email", "bob@example.com"}, {"email_verified", "true"}}));
    ASSERT_EQ(shared.Link(linked, "Okta", "1"), kOk);
    const auto done = shared.SignIn("Okta", Said("1", {{"mail", "bob@example.com"}, {"v", "true"}, {"full", "Ada"}}));
    EXPECT_EQ(done.refusal, "") << settings;
    EXPECT_NE(done.trace.find(R"({"attribute":"email","claim":"mail","reason":"another user has it as an alias"})"), std::string::npos)
        << done.trace;
    const std::string attributes = shared.MappedOf("ada@example.com");
    EXPECT_NE(attributes.find("email=ada@example.com"), std::string::npos) << attributes;
    EXPECT_NE(attributes.find("email_verified=true"), std::string::npos) << attributes;
    EXPECT_NE(attributes.find("name=Ada"), std::string::npos) << attributes;
    EXPECT_NE(shared.MappedOf("bob@example.com").find("email=bob@example.com"), std::string::npos);
  }
}

TEST_F(LinkedUser, IsFoundByTheVeryCaseOfTheSubjectAlone) {
  pool.AddGoogle();
  ASSERT_EQ(pool.Link("ada", "Google", "AbC"), kOk);
  EXPECT_EQ(pool.UsernameOf("Google", Said("abc")), "Google_abc");
  ProvidersPool blind(service, support::kIgnoringCase);
  blind.Add("ada");
  blind.AddGoogle();
  ASSERT_EQ(blind.Link("ada", "Google", "abc"), kOk);
  EXPECT_EQ(blind.Refusal("Google", Said("AbC")), kTaken);
  EXPECT_EQ(blind.UsernameOf("Google", Said("abc")), "ada");
}

TEST_F(LinkedUser, IsFoundByAClaimOfTheMapping) {
  pool.AddOkta(R"("email":"mail")");
  ASSERT_EQ(pool.Link("ada", "Okta", "ada@example.com", "email"), kOk);
  EXPECT_EQ(pool.UsernameOf("Okta", Said("7", {{"mail", "Ada@example.com"}})), "Okta_7");
  EXPECT_EQ(pool.UsernameOf("Okta", Said("1", {{"mail", "ada@example.com"}})), "ada");
  EXPECT_NE(pool.AttributesOf("ada").find(R"([{"userId":"ada@example.com","providerName":"Okta","providerType":"OIDC","issuer":null,)"
                                          R"("primary":false,"dateCreated":1700000000000}])"),
            std::string::npos)
      << pool.AttributesOf("ada");
}

TEST_F(LinkedUser, IsFoundByAClaimThatNothingIsMappedFrom) {
  pool.AddOkta();
  ASSERT_EQ(pool.Link("ada", "Okta", "4711", "employee"), kOk);
  EXPECT_EQ(pool.UsernameOf("Okta", Said("1", {{"employee", "4711"}})), "ada");
}

TEST_F(LinkedUser, IsFoundByTheClaimOfTheNameBeforeTheMappedOne) {
  pool.AddOkta(R"("email":"mail")");
  pool.Add("bob");
  ASSERT_EQ(pool.Link("ada", "Okta", "literal@example.com", "email"), kOk);
  ASSERT_EQ(pool.Link("bob", "Okta", "mapped@example.com", "email"), kOk);
  EXPECT_EQ(pool.UsernameOf("Okta", Said("1", {{"email", "literal@example.com"}, {"mail", "mapped@example.com"}})), "ada");
  EXPECT_EQ(pool.UsernameOf("Okta", Said("2", {{"mail", "mapped@example.com"}})), "bob");
}

TEST_F(LinkedUser, IsKnownByTheSubjectOnceAClaimHasLedToHim) {
  pool.AddOkta(R"("email":"mail")");
  ASSERT_EQ(pool.Link("ada", "Okta", "ada@example.com", "email"), kOk);
  EXPECT_EQ(pool.UsernameOf("Okta", Said("1", {{"mail", "ada@example.com"}})), "ada");
  EXPECT_EQ(pool.UsernameOf("Okta", Said("1", {{"mail", "other@example.com"}})), "ada");
  EXPECT_EQ(pool.UsernameOf("Okta", Said("1")), "ada");
  EXPECT_EQ(pool.Refusal("Okta", Said("2", {{"mail", "ada@example.com"}})), kTaken);
}

TEST_F(LinkedUser, LearnsTheEntityIdAtTheFirstSignIn) {
  pool.AddOkta(R"("email":"mail")");
  ASSERT_EQ(pool.Link("ada", "Okta", "ada@example.com", "email"), kOk);
  Claims claims = Said("1", {{"mail", "ada@example.com"}});
  claims.issuer = "http://idp";
  pool.SignIn("Okta", claims);
  EXPECT_NE(pool.AttributesOf("ada").find(R"("issuer":"http://idp","primary":false)"), std::string::npos);
  claims.issuer = "http://new";
  pool.SignIn("Okta", claims);
  EXPECT_NE(pool.AttributesOf("ada").find(R"("issuer":"http://new","primary":false)"), std::string::npos);
}

TEST_F(LinkedUser, IsKeptOutWhileHeIsDisabled) {
  pool.AddGoogle();
  ASSERT_EQ(pool.Link("ada", "Google", "1"), kOk);
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "ada"), kOk);
  EXPECT_EQ(pool.Refusal("Google", Said("1")), "invalid_request: User is not enabled");
}

TEST_F(LinkedUser, IsLeftForAUserOfHisOwnOnceTheLinkIsTakenBack) {
  pool.AddGoogle();
  ASSERT_EQ(pool.Link("ada", "Google", "1"), kOk);
  pool.SignIn("Google", Said("1"));
  ASSERT_EQ(pool.Unlink("Google", "1"), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "");
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "Google_1");
}

TEST_F(LinkedUser, IsUnlinkedByTheClaimUntilTheFirstSignInAndThenByTheSubject) {
  pool.AddOkta(R"("email":"mail")");
  ASSERT_EQ(pool.Link("ada", "Okta", "ada@example.com", "email"), kOk);
  ASSERT_EQ(pool.Unlink("Okta", "ada@example.com", "email"), kOk);
  EXPECT_EQ(pool.AttributesOf("ada"), "");
  ASSERT_EQ(pool.Link("ada", "Okta", "ada@example.com", "email"), kOk);
  pool.SignIn("Okta", Said("1", {{"mail", "ada@example.com"}}));
  EXPECT_EQ(pool.Unlink("Okta", "ada@example.com", "email"),
            "InvalidParameterException: Account isn't linked to anyone else, verify that the account has been linked");
  ASSERT_EQ(pool.Unlink("Okta", "1"), kOk);
  EXPECT_EQ(pool.MappedOf("ada"), "email=ada@example.com email_verified=false");
  EXPECT_EQ(pool.UsernameOf("Okta", Said("1", {{"mail", "ada@example.com"}})), "Okta_1");
}

TEST_F(LinkedUser, TakesHisLinksWithHim) {
  pool.AddGoogle();
  ASSERT_EQ(pool.Link("ada", "Google", "1"), kOk);
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "ada"), kOk);
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "Google_1");
}

TEST_F(LinkedUser, MayBeOfAProviderHimself) {
  pool.AddGoogle();
  pool.AddOkta();
  pool.SignIn("Google", Said("1"));
  ASSERT_EQ(pool.Try("AdminLinkProviderForUser",
                     R"("DestinationUser":{"ProviderName":"Google","ProviderAttributeName":"ignored","ProviderAttributeValue":"1"},)"
                     R"("SourceUser":{"ProviderName":"Okta","ProviderAttributeName":"Cognito_Subject","ProviderAttributeValue":"2"})"),
            kOk);
  EXPECT_EQ(pool.UsernameOf("Okta", Said("2")), "Google_1");
  EXPECT_EQ(pool.AttributesOf("Google_1"),
            R"(identities=[{"userId":"1","providerName":"Google","providerType":"Google","issuer":null,"primary":true,)"
            R"("dateCreated":1700000000000},{"userId":"2","providerName":"Okta","providerType":"OIDC","issuer":null,"primary":false,)"
            R"("dateCreated":1700000000000}])");
}

}  // namespace
}  // namespace rockpool::federation
