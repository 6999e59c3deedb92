#include "server/triggers/events/token_events.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/triggers/asked_pool.h"

namespace rockpool::triggers {
namespace {

using support::RefusalOf;
using tokens::TokenChanges;

const tokens::GroupClaims kGroups{.groups = {"admins", "users"}, .roles = {"arn:role"}, .preferred_role = "arn:role"};

constexpr const char* kGroupsAsJson =
    R"("groupConfiguration":{"groupsToOverride":["admins","users"],"iamRolesToOverride":["arn:role"],"preferredRole":"arn:role"})";

TokenChanges Ask(AskedPool& asked, const std::string& response) {
  asked.Answers(response);
  return AskPreTokenGeneration(asked.FromClient(), TokenSource::kAuthentication, Ada(asked), kGroups, {"openid"}, std::nullopt);
}

// Of a pool whose function is of that version: what it answers changes, or is refused with.
TokenChanges ChangesOf(std::string_view version, const std::string& response) {
  AskedPool asked(AllFunctions(version));
  return Ask(asked, response);
}
std::string RefusalOfAnswer(std::string_view version, const std::string& response) {
  return RefusalOf([&] { ChangesOf(version, response); });
}

std::string VersionOne(const std::string& details) { return R"({"claimsOverrideDetails":)" + details + "}"; }
std::string Later(const std::string& details) { return R"({"claimsAndScopeOverrideDetails":)" + details + "}"; }

TEST(PreTokenGeneration, OfVersionOneIsToldUserAndGroups) {
  AskedPool asked;
  AskPreTokenGeneration(asked.FromClient(), TokenSource::kHostedAuth, Ada(asked), kGroups, {"openid"}, kTenant);
  EXPECT_EQ(asked.Event(),
            EnvelopeWithSourceInFront("1", "TokenGeneration_HostedAuth", "ada",
                                      std::string("\"request\":{") + kAda + "," + kGroupsAsJson +
                                          R"(,"clientMetadata":{"tenant":"blue"}},"response":{"claimsOverrideDetails":null})"));
}

TEST(PreTokenGeneration, OfLaterVersionsIsToldTheScopesToo) {
  for (const auto& [version, number] : {std::pair("V2_0", "2"), std::pair("V3_0", "3")}) {
    AskedPool asked(AllFunctions(version));
    AskPreTokenGeneration(asked.FromClient(), TokenSource::kAuthentication, Ada(asked), {}, {"openid", "email"}, kTenant);
    EXPECT_EQ(
        asked.Event(),
        EnvelopeWithSourceInFront(
            number, "TokenGeneration_Authentication", "ada",
            std::string("\"request\":{") + kAda +
                R"(,"groupConfiguration":{"groupsToOverride":[],"iamRolesToOverride":[],"preferredRole":null},)"
                R"("scopes":["openid","email"],"clientMetadata":{"tenant":"blue"}},"response":{"claimsAndScopeOverrideDetails":null})"));
  }
}

TEST(PreTokenGeneration, NamesItsSource) {
  AskedPool asked;
  for (const auto& [source, name] : {std::pair(TokenSource::kNewPasswordChallenge, "TokenGeneration_NewPasswordChallenge"),
                                     std::pair(TokenSource::kAuthenticateDevice, "TokenGeneration_AuthenticateDevice"),
                                     std::pair(TokenSource::kRefreshTokens, "TokenGeneration_RefreshTokens")}) {
    AskPreTokenGeneration(asked.FromClient(), source, Ada(asked), kGroups, {}, std::nullopt);
    EXPECT_EQ(asked.invocations().back().source, name);
  }
}

TEST(PreTokenGeneration, OfAClientIsAskedInVersionThreeAlone) {
  for (const char* version : {"V1_0", "V2_0"}) {
    AskedPool asked(AllFunctions(version));
    AskPreTokenGeneration(asked.FromClient(), TokenSource::kClientCredentials, Submitted("ClientCredentials", {}), {}, {"a/b"},
                          std::nullopt);
    EXPECT_TRUE(asked.invocations().empty()) << version;
  }
  AskedPool asked(AllFunctions("V3_0"));
  AskPreTokenGeneration(asked.FromClient(), TokenSource::kClientCredentials, Submitted("ClientCredentials", {}), {}, {"a/b"}, std::nullopt);
  EXPECT_EQ(asked.Event(), EnvelopeWithSourceInFront("3", "TokenGeneration_ClientCredentials", "ClientCredentials",
                                                     R"("request":{"userAttributes":{},"groupConfiguration":null,"scopes":["a/b"]},)"
                                                     R"("response":{"claimsAndScopeOverrideDetails":null})"));
}

TEST(PreTokenGeneration, OfVersionOneChangesTheIdToken) {
  const TokenChanges changes =
      ChangesOf("V1_0", VersionOne(R"({"claimsToAddOrOverride":{"z":"1","a":"\"2\""},"claimsToSuppress":["email"]})"));
  TokenChanges expected;
  expected.id = {.to_set = {{"z", R"("1")"}, {"a", R"("\"2\"")"}}, .to_suppress = {"email"}};
  EXPECT_EQ(changes, expected);
}

TEST(PreTokenGeneration, OfVersionOneTakesTextsAlone) {
  for (const char* value : {"1", "true", "[]", "{}", R"(["a"])"}) {
    EXPECT_EQ(RefusalOfAnswer("V1_0", VersionOne(std::string(R"({"claimsToAddOrOverride":{"a":)") + value + "}}")), kUnrecognizable)
        << value;
  }
}

TEST(PreTokenGeneration, OfLaterVersionsChangesBothTokensAndTheScopes) {
  const std::string details = R"({"idTokenGeneration":{"claimsToAddOrOverride":{"n":1.5,"l":["a",{"b":null}],"t":true,"o":{}},)"
                              R"("claimsToSuppress":["email","name"]},"accessTokenGeneration":{"claimsToAddOrOverride":{"s":"x"},)"
                              R"("claimsToSuppress":["username"],"scopesToAdd":["a/b","c"],"scopesToSuppress":["openid"]}})";
  TokenChanges expected;
  expected.id = {.to_set = {{"n", "1.5"}, {"l", R"(["a",{"b":null}])"}, {"t", "true"}, {"o", "{}"}}, .to_suppress = {"email", "name"}};
  expected.access = {.to_set = {{"s", R"("x")"}}, .to_suppress = {"username"}};
  expected.scopes_to_add = {"a/b", "c"};
  expected.scopes_to_suppress = {"openid"};
  EXPECT_EQ(ChangesOf("V2_0", Later(details)), expected);
  EXPECT_EQ(ChangesOf("V3_0", Later(details)), expected);
}

TEST(PreTokenGeneration, PutsOtherGroupsInThePlaceOfTheUsersOwn) {
  const std::string details =
      R"({"groupOverrideDetails":{"groupsToOverride":["a"],"iamRolesToOverride":["arn:r"],"preferredRole":"arn:r"}})";
  const tokens::GroupClaims expected{.groups = {"a"}, .roles = {"arn:r"}, .preferred_role = "arn:r"};
  EXPECT_EQ(ChangesOf("V1_0", VersionOne(details)).groups, expected);
  EXPECT_EQ(ChangesOf("V2_0", Later(details)).groups, expected);
}

TEST(PreTokenGeneration, TakesTheGroupsAwayByAnEmptyObjectAndLeavesThemByNull) {
  EXPECT_EQ(ChangesOf("V1_0", VersionOne(R"({"groupOverrideDetails":{}})")).groups, tokens::GroupClaims{});
  EXPECT_EQ(ChangesOf("V1_0", VersionOne(R"({"groupOverrideDetails":null})")).groups, std::nullopt);
  EXPECT_EQ(ChangesOf("V2_0", Later("{}")).groups, std::nullopt);
}

TEST(PreTokenGeneration, ChangesNothingWhereTheAnswerSaysNothing) {
  for (const char* version : {"V1_0", "V2_0", "V3_0"}) {
    EXPECT_EQ(ChangesOf(version, "{}"), TokenChanges{}) << version;
  }
  for (const char* details :
       {"null", "{}", R"({"claimsToAddOrOverride":null,"claimsToSuppress":null})", R"({"claimsToAddOrOverride":{"a":null}})"}) {
    EXPECT_EQ(ChangesOf("V1_0", VersionOne(details)), TokenChanges{}) << details;
  }
  for (const char* details : {"null", "{}", R"({"idTokenGeneration":null,"accessTokenGeneration":{}})"}) {
    EXPECT_EQ(ChangesOf("V2_0", Later(details)), TokenChanges{}) << details;
  }
}

TEST(PreTokenGeneration, RefusesTheAnswerOfAnotherVersion) {
  EXPECT_EQ(RefusalOfAnswer("V1_0", Later("{}")), kUnrecognizable);
  EXPECT_EQ(RefusalOfAnswer("V2_0", VersionOne("{}")), kUnrecognizable);
}

TEST(PreTokenGeneration, RefusesAnswersOfAnotherShape) {
  for (const char* details :
       {"[]", R"({"claimsToSuppress":"email"})", R"({"claimsToSuppress":[1]})", R"({"groupOverrideDetails":[]})",
        R"({"groupOverrideDetails":{"groupsToOverride":"a"}})", R"({"groupOverrideDetails":{"groups":[]}})", R"({"more":1})"}) {
    EXPECT_EQ(RefusalOfAnswer("V1_0", VersionOne(details)), kUnrecognizable) << details;
  }
  for (const char* details :
       {"1", R"({"idTokenGeneration":{"scopesToAdd":[]}})", R"({"accessTokenGeneration":{"scopesToAdd":"a b"}})",
        R"({"accessTokenGeneration":{"scopesToSuppress":{}}})", R"({"idTokenGeneration":[]})", R"({"claimsToAddOrOverride":{}})"}) {
    EXPECT_EQ(RefusalOfAnswer("V3_0", Later(details)), kUnrecognizable) << details;
  }
}

TEST(PreTokenGeneration, TakesFiveThousandClaimsAndScopesAndNoMore) {
  std::string claims;
  for (int i = 0; i < 4'998; ++i) {
    claims.append(i == 0 ? "" : ",").append("\"c").append(std::to_string(i)).append("\":1");
  }
  const auto answer = [&](const std::string& scopes) {
    return Later(R"({"idTokenGeneration":{"claimsToAddOrOverride":{"a":1}},"accessTokenGeneration":{"claimsToAddOrOverride":{)" + claims +
                 R"(},"scopesToAdd":[)" + scopes + "]}}");
  };
  EXPECT_EQ(RefusalOfAnswer("V2_0", answer(R"("s")")), kAccepted);
  EXPECT_EQ(RefusalOfAnswer("V2_0", answer(R"("s","t")")), kUnrecognizable);
}

TEST(PreTokenGeneration, CountsWhatIsTakenAwayAndGroupsToo) {
  std::string names;
  for (int i = 0; i < 4'999; ++i) {
    names.append("\"n").append(std::to_string(i)).append("\",");
  }
  const auto claims = [&](const std::string& last) {
    return Later(R"({"idTokenGeneration":{"claimsToSuppress":[)" + names + last + "]}}");
  };
  const auto scopes = [&](const std::string& last) {
    return Later(R"({"accessTokenGeneration":{"scopesToSuppress":[)" + names + last + "]}}");
  };
  const auto groups = [&](const std::string& last) {
    return Later(R"({"groupOverrideDetails":{"preferredRole":"r","groupsToOverride":[)" + names.substr(5) + last + "]}}");
  };
  for (const auto& answer : {std::function(claims), std::function(scopes), std::function(groups)}) {
    EXPECT_EQ(RefusalOfAnswer("V2_0", answer(R"("s")")), kAccepted);
    EXPECT_EQ(RefusalOfAnswer("V2_0", answer(R"("s","t")")), kUnrecognizable);
  }
}

TEST(PreTokenGeneration, TakesAQuarterOfAMegabyteAndNoMore) {
  const auto answer = [](std::size_t bytes) {
    return VersionOne(R"({"claimsToAddOrOverride":{"ab":")" + std::string(bytes - 4, 'x') + R"("}})");
  };
  EXPECT_EQ(RefusalOfAnswer("V1_0", answer(262'144)), kAccepted);
  EXPECT_EQ(RefusalOfAnswer("V1_0", answer(262'145)), kUnrecognizable);
  EXPECT_EQ(
      RefusalOfAnswer("V1_0", VersionOne(R"({"groupOverrideDetails":{"groupsToOverride":[")" + std::string(262'145, 'g') + R"("]}})")),
      kUnrecognizable);
}

TEST(PreTokenGeneration, IsNamedInItsErrors) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kNotInvoked, "SocketTimeoutException");
  EXPECT_EQ(RefusalOf([&] { AskPreTokenGeneration(asked.FromClient(), TokenSource::kRefreshTokens, Ada(asked), {}, {}, std::nullopt); }),
            "UnexpectedLambdaException: PreTokenGeneration invocation failed due to error SocketTimeoutException.");
}

const FederatedClaims kGoogle{.provider_name = "Google",
                              .provider_type = "Google",
                              .id_token = {{"sub", R"("1")"}, {"email_verified", "true"}},
                              .user_info = {{"name", R"("Ada")"}},
                              .token_response = {{"access_token", R"("ya29")"}, {"expires_in", "3600"}},
                              .saml_response = {}};

std::optional<std::vector<std::pair<std::string, std::string>>> Federate(AskedPool& asked, const std::string& response) {
  asked.Answers(response);
  return AskInboundFederation(asked.FromClient(), "google_1", kGoogle);
}

TEST(InboundFederation, IsToldWhatAnOpenIdProviderSays) {
  AskedPool asked;
  AskInboundFederation(asked.FromClient(), "google_1", kGoogle);
  EXPECT_EQ(asked.Event(),
            Envelope("InboundFederation_ExternalProvider", "google_1",
                     R"("request":{"providerName":"Google","providerType":"Google","attributes":{)"
                     R"("tokenResponse":{"access_token":"ya29","expires_in":3600},"idToken":{"sub":"1","email_verified":true},)"
                     R"("userInfo":{"name":"Ada"}}},"response":{"userAttributesToMap":{}})"));
}

TEST(InboundFederation, IsToldWhatASamlProviderSays) {
  AskedPool asked;
  AskInboundFederation(asked.FromClient(), "corp_ada",
                       {.provider_name = "Corp",
                        .provider_type = "SAML",
                        .id_token = {},
                        .user_info = {},
                        .token_response = {},
                        .saml_response = {{"http://schemas/mail", R"(["a@b.c","d@e.f"])"}}});
  EXPECT_EQ(asked.Event(), Envelope("InboundFederation_ExternalProvider", "corp_ada",
                                    R"("request":{"providerName":"Corp","providerType":"SAML","attributes":{"samlResponse":{)"
                                    R"("http://schemas/mail":["a@b.c","d@e.f"]}}},"response":{"userAttributesToMap":{}})"));
}

TEST(InboundFederation, PutsOtherAttributesInThePlaceOfTheProviders) {
  AskedPool asked;
  using Values = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(Federate(asked, R"({"userAttributesToMap":{"sub":"1","name":"A \"B\"","email_verified":true,"age":7,"none":null}})"),
            (Values{{"sub", "1"}, {"name", "A \"B\""}, {"email_verified", "true"}, {"age", "7"}}));
}

TEST(InboundFederation, LeavesTheProvidersAttributesByAnEmptyAnswer) {
  AskedPool asked;
  for (const char* response : {"{}", R"({"userAttributesToMap":{}})", R"({"userAttributesToMap":null})"}) {
    EXPECT_EQ(Federate(asked, response), std::nullopt) << response;
  }
}

TEST(InboundFederation, RefusesAnswersOfAnotherShape) {
  AskedPool asked;
  for (const char* response : {R"({"userAttributesToMap":[]})", R"({"userAttributesToMap":"a"})", R"({"attributes":{}})"}) {
    EXPECT_EQ(RefusalOf([&] { Federate(asked, response); }), kUnrecognizable) << response;
  }
}

}  // namespace
}  // namespace rockpool::triggers
