// What ID and access tokens say: exactly the claims, order and types of AWS's.
#include "server/tokens/claims.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/pools/pool_in_use.h"

namespace rockpool::tokens {
namespace {

constexpr std::int64_t kSignedIn = 1000;
constexpr std::int64_t kNow = 2000;
constexpr std::string_view kJti = "the-jti";
constexpr const char* kAdmin = "arn:aws:iam::123456789012:role/Admin";
constexpr const char* kReader = "arn:aws:iam::123456789012:role/Reader";

struct Group {
  std::string name;
  std::optional<std::string> role = std::nullopt;
  std::optional<std::int32_t> precedence = std::nullopt;
};

class Claims : public testing::Test {
 protected:
  Claims() {
    client.id = "client";
    user.record.username = "ada";
    accounts::SetAttribute(user, "sub", "the-sub");
  }

  TokenFacts Facts() const {
    TokenFacts facts{client,      user,      {},         "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool",
                     scope,       nonce,     from_oauth, "the-origin",
                     "the-event", kSignedIn, kNow};
    facts.has_at_hash = has_at_hash;
    for (const Group& group : groups) {
      api::GroupType& shown = facts.groups.emplace_back();
      shown.GroupName = group.name;
      shown.RoleArn = group.role;
      shown.Precedence = group.precedence;
    }
    return facts;
  }
  std::string Access() const { return AccessTokenClaims(Facts(), kJti); }
  std::string Id(std::string_view access_token = "the access token") const { return IdTokenClaims(Facts(), kJti, access_token); }

  bool IdSays(const std::string& claim) const { return Id().find(claim) != std::string::npos; }

  clients::ClientInUse client;
  accounts::User user;
  std::vector<Group> groups;
  std::string scope{kAdminScope};
  std::optional<std::string> nonce;
  bool from_oauth = false;
  bool has_at_hash = false;
};

TEST_F(Claims, OfAnAccessTokenStandInAwsOrder) {
  EXPECT_EQ(Access(), R"({"sub":"the-sub","iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool","client_id":"client",)"
                      R"("origin_jti":"the-origin","event_id":"the-event","token_use":"access","scope":"aws.cognito.signin.user.admin",)"
                      R"("auth_time":1000,"exp":5600,"iat":2000,"jti":"the-jti","username":"ada"})");
}

TEST_F(Claims, OfAnAccessTokenOfTheOAuthEndpointsSayTheVersionAndTheGrantedScopes) {
  groups = {{"readers"}, {"writers"}};
  from_oauth = true;
  scope = "openid email";
  EXPECT_EQ(Access(), R"({"sub":"the-sub","cognito:groups":["readers","writers"],)"
                      R"("iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool","version":2,"client_id":"client",)"
                      R"("origin_jti":"the-origin","event_id":"the-event","token_use":"access","scope":"openid email",)"
                      R"("auth_time":1000,"exp":5600,"iat":2000,"jti":"the-jti","username":"ada"})");
}

TEST_F(Claims, OfAnAccessTokenForAResourceNameItBehindTheClient) {
  from_oauth = true;
  TokenFacts facts = Facts();
  facts.audience = "https://api.example.com/";
  const std::string claims = AccessTokenClaims(facts, kJti);
  EXPECT_NE(claims.find(R"("version":2,"client_id":"client","aud":"https://api.example.com/","origin_jti":"the-origin")"),
            std::string::npos)
      << claims;
}

TEST_F(Claims, OfAClientsOwnTokenStandInAwsOrderAndNameNoUser) {
  client.settings.AccessTokenValidity = 5;
  client.settings.TokenValidityUnits.emplace().AccessToken = api::TimeUnitsType::minutes;
  EXPECT_EQ(
      ClientTokenClaims({client, "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool", "server/read server/write", kNow}, kJti),
      R"({"sub":"client","token_use":"access","scope":"server/read server/write","auth_time":2000,)"
      R"("iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool","exp":2300,"iat":2000,"version":2,"jti":"the-jti",)"
      R"("client_id":"client"})");
}

TEST_F(Claims, OfAnIdTokenOfAUserWithoutAttributesHaveNoneOfEmailOrPhone) {
  EXPECT_EQ(Id(),
            R"({"sub":"the-sub","iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool","cognito:username":"ada",)"
            R"("origin_jti":"the-origin","aud":"client","event_id":"the-event","token_use":"id","auth_time":1000,"exp":5600,"iat":2000,)"
            R"("jti":"the-jti"})");
}

TEST_F(Claims, OfAnIdTokenStandInAwsOrderWhateverTheOrderOfTheAttributes) {
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{{"custom:team", "7"},
                                                                                              {"phone_number", "+15550100"},
                                                                                              {"phone_number_verified", "false"},
                                                                                              {"given_name", "Ada"},
                                                                                              {"email_verified", "true"},
                                                                                              {"email", "ada@example.com"}}) {
    accounts::SetAttribute(user, name, value);
  }
  groups = {{"admins", kAdmin, 1}, {"others"}};
  nonce = "the nonce";
  from_oauth = has_at_hash = true;
  const std::string hash = crypto::Base64UrlEncode(crypto::Sha256("the access token").substr(0, 16));
  EXPECT_EQ(Id(), R"({"at_hash":")" + hash +
                      R"(","sub":"the-sub","cognito:groups":["admins","others"],"email_verified":true,)"
                      R"("cognito:preferred_role":"arn:aws:iam::123456789012:role/Admin",)"
                      R"("iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool","phone_number_verified":false,)"
                      R"("cognito:username":"ada","nonce":"the nonce","origin_jti":"the-origin",)"
                      R"("cognito:roles":["arn:aws:iam::123456789012:role/Admin"],"aud":"client","event_id":"the-event","token_use":"id",)"
                      R"("auth_time":1000,"phone_number":"+15550100","exp":5600,"iat":2000,"jti":"the-jti","email":"ada@example.com",)"
                      R"("custom:team":"7","given_name":"Ada"})");
}

TEST_F(Claims, OfAnIdTokenHaveTheHashOfTheAccessTokenByWhoAnswersAndNotByWhereTheSignInWas) {
  for (const bool is_from_oauth : {false, true}) {
    from_oauth = is_from_oauth;
    has_at_hash = true;
    EXPECT_TRUE(IdSays("at_hash")) << is_from_oauth;
    has_at_hash = false;
    EXPECT_FALSE(IdSays("at_hash")) << is_from_oauth;
  }
}

TEST_F(Claims, SayThatAnEmailWithoutAFlagIsNotVerified) {
  accounts::SetAttribute(user, "email", "ada@example.com");
  EXPECT_TRUE(IdSays(R"("email_verified":false)"));
  EXPECT_FALSE(IdSays("phone_number"));
}

TEST_F(Claims, HaveNoFlagWithoutItsEmail) {
  accounts::SetAttribute(user, "email_verified", "true");
  EXPECT_FALSE(IdSays("email"));
}

TEST_F(Claims, GiveAnAddressAsAnObjectAndTheTimeOfTheUpdateAsANumber) {
  accounts::SetAttribute(user, "address", "12 \"St James's\" Square");
  accounts::SetAttribute(user, "updated_at", "1700000000");
  accounts::SetAttribute(user, "custom:count", "12");
  EXPECT_TRUE(Id().ends_with(R"("address":{"formatted":"12 \"St James's\" Square"},"updated_at":1700000000,"custom:count":"12"})")) << Id();
}

TEST_F(Claims, OfAnIdTokenAreThoseThatTheClientMayRead) {
  for (const char* name : {"email", "email_verified", "phone_number", "nickname", "custom:team", "dev:custom:secret"}) {
    accounts::SetAttribute(user, name, "true");
  }
  EXPECT_TRUE(IdSays("custom:team"));
  EXPECT_FALSE(IdSays("dev:custom:secret"));
  client.settings.ReadAttributes = {"nickname", "email", "dev:custom:secret"};
  EXPECT_TRUE(Id().ends_with(R"("jti":"the-jti","email":"true","nickname":"true"})")) << Id();
  EXPECT_FALSE(IdSays("_verified"));
}

TEST_F(Claims, OfTheOAuthEndpointsAreThoseOfTheScopesBesideOpenId) {
  for (const char* name : {"email", "email_verified", "phone_number", "phone_number_verified", "nickname", "address", "custom:team"}) {
    accounts::SetAttribute(user, name, "true");
  }
  from_oauth = true;
  const auto shown = [&](const std::string& scopes) {
    scope = scopes;
    std::string names;
    for (const char* name : {"email_verified", "email", "phone_number_verified", "phone_number", "nickname", "address", "custom:team"}) {
      names += IdSays('"' + std::string(name) + '"') ? std::string(name) + " " : "";
    }
    return names;
  };
  EXPECT_EQ(shown("openid"), "email_verified email phone_number_verified phone_number nickname address custom:team ");
  EXPECT_EQ(shown("openid email"), "email_verified email ");
  EXPECT_EQ(shown("openid phone"), "phone_number_verified phone_number ");
  EXPECT_EQ(shown("openid profile"), "nickname custom:team ");
  EXPECT_EQ(shown("openid email profile server/read"), "email_verified email nickname custom:team ");
  EXPECT_EQ(shown("openid server/email"), shown("openid"));
  from_oauth = false;
  EXPECT_EQ(shown("openid email"), shown("openid"));
}

TEST_F(Claims, NameThePreferredRoleOfTheGroupThatTakesPrecedence) {
  groups = {{"readers", kReader, 5}, {"admins", kAdmin, 1}, {"nobodies", std::nullopt, 0}};
  EXPECT_TRUE(IdSays(R"("cognito:preferred_role":"arn:aws:iam::123456789012:role/Admin")"));
  EXPECT_TRUE(IdSays(R"("cognito:roles":["arn:aws:iam::123456789012:role/Reader","arn:aws:iam::123456789012:role/Admin"])"));
}

TEST_F(Claims, NameNoPreferredRoleWhereTwoGroupsOfTheSamePrecedenceHaveDifferentRoles) {
  groups = {{"readers", kReader, 1}, {"admins", kAdmin, 1}};
  EXPECT_FALSE(IdSays("preferred_role"));
  EXPECT_TRUE(IdSays("cognito:roles"));
}

TEST_F(Claims, NameThePreferredRoleThatTwoGroupsOfTheSamePrecedenceShare) {
  groups = {{"admins", kAdmin, 1}, {"owners", kAdmin, 1}, {"readers", kReader, 2}};
  EXPECT_TRUE(IdSays(R"("cognito:preferred_role":"arn:aws:iam::123456789012:role/Admin")"));
  EXPECT_TRUE(IdSays(R"("cognito:roles":["arn:aws:iam::123456789012:role/Admin","arn:aws:iam::123456789012:role/Reader"])"));
}

TEST_F(Claims, PutGroupsWithoutPrecedenceBehindTheOthers) {
  groups = {{"admins", kAdmin}, {"readers", kReader, 2147483647}};
  EXPECT_TRUE(IdSays(R"("cognito:preferred_role":"arn:aws:iam::123456789012:role/Reader")"));
  groups = {{"admins", kAdmin}};
  EXPECT_TRUE(IdSays(R"("cognito:preferred_role":"arn:aws:iam::123456789012:role/Admin")"));
}

TEST_F(Claims, NameNoRolesOfGroupsWithoutAny) {
  groups = {{"readers"}};
  EXPECT_TRUE(IdSays(R"("cognito:groups":["readers"])"));
  EXPECT_FALSE(IdSays("role"));
}

TEST_F(Claims, LeaveOutOriginAndIdOfTheTokenWhereTheClientHasNoRevocation) {
  client.settings.EnableTokenRevocation = false;
  EXPECT_EQ(Access(), R"({"sub":"the-sub","iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool","client_id":"client",)"
                      R"("event_id":"the-event","token_use":"access","scope":"aws.cognito.signin.user.admin",)"
                      R"("auth_time":1000,"exp":5600,"iat":2000,"username":"ada"})");
  EXPECT_FALSE(IdSays("jti"));
}

TEST_F(Claims, KeepOriginAndIdOfTheTokenWhereTheClientRotates) {
  client.settings.EnableTokenRevocation = false;
  client.settings.RefreshTokenRotation.emplace().Feature = api::FeatureType::ENABLED;
  EXPECT_TRUE(IdSays(R"("origin_jti")"));
  EXPECT_TRUE(IdSays(R"("jti")"));
  client.settings.RefreshTokenRotation->Feature = api::FeatureType::DISABLED;
  EXPECT_FALSE(IdSays("jti"));
}

TEST_F(Claims, ExpireAsTheClientSaysInItsUnits) {
  client.settings.AccessTokenValidity = 5;
  client.settings.IdTokenValidity = 2;
  client.settings.TokenValidityUnits.emplace().AccessToken = api::TimeUnitsType::minutes;
  client.settings.TokenValidityUnits->IdToken = api::TimeUnitsType::days;
  EXPECT_NE(Access().find(R"("exp":2300)"), std::string::npos);
  EXPECT_TRUE(IdSays(R"("exp":174800)"));
}

TEST_F(Claims, AreWrittenAsJsonWhateverTheTextHolds) {
  user.record.username = "\"}\n\\";
  accounts::SetAttribute(user, "nickname", "Ünï \U0001F41A \x01");
  EXPECT_TRUE(IdSays(R"("cognito:username":"\"}\n\\")"));
  EXPECT_TRUE(IdSays("\"nickname\":\"Ünï \U0001F41A \\u0001\""));
}

TEST(Scope, HasItsNamesWholeAndNoOthers) {
  EXPECT_TRUE(HasScope("openid", "openid"));
  EXPECT_TRUE(HasScope("server/openid email openid", "openid"));
  EXPECT_FALSE(HasScope("server/openid openid2 open", "openid"));
  EXPECT_FALSE(HasScope("", "openid"));
}

TEST(TokenHeader, IsTheIdOfTheKeyAndTheAlgorithmAndNoType) { EXPECT_EQ(TokenHeader("abc+/="), R"({"kid":"abc+/=","alg":"RS256"})"); }

}  // namespace
}  // namespace rockpool::tokens
