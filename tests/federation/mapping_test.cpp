// What becomes of the claims: the rules of AttributeMapping, each in AWS's words.
#include "server/federation/users/mapping.h"

#include <gtest/gtest.h>

#include "tests/federation/users_pool.h"

namespace rockpool::federation {
namespace {

class Mapping : public support::PoolTest<ProvidersPool> {
 protected:
  // Of the user of the subject "1" at Okta, after a sign-in that must end well.
  std::string After(const std::map<std::string, std::string, std::less<>>& values) { return After(pool, Said("1", values)); }
  static std::string After(ProvidersPool& in, const Claims& claims) {
    EXPECT_EQ(in.Refusal("Okta", claims), "");
    return in.MappedOf("Okta_1");
  }
  std::string Refused(const std::map<std::string, std::string, std::less<>>& values) { return pool.Refusal("Okta", Said("1", values)); }
  static std::string Custom(const std::string& name, const std::string& more) {
    return R"(,"Schema":[{"Name":")" + name + R"(",)" + more + "}]";
  }
};

TEST_F(Mapping, FillsWhatIsMappedAndNothingElse) {
  pool.AddOkta(R"("name":"full","nickname":"nick")");
  EXPECT_EQ(After({{"full", "Ada"}, {"nick", "A"}, {"email", "a@example.com"}, {"name", "no"}}), "name=Ada nickname=A");
}

TEST_F(Mapping, IsAppliedAnewAtEachSignIn) {
  pool.AddOkta(R"("name":"full")");
  After({{"full", "Ada"}});
  ASSERT_EQ(pool.TryOf("AdminUpdateUserAttributes", "Okta_1", support::Attributes({{"name", "Bob"}, {"nickname", "B"}})), kOk);
  EXPECT_EQ(After({{"full", "Ada"}}), "name=Ada nickname=B");
  pool.Map("Okta", R"("nickname":"full")");
  EXPECT_EQ(After({{"full", "Eve"}}), "name=Ada nickname=Eve");
}

TEST_F(Mapping, LeavesWhatTheProviderDoesNotSay) {
  pool.AddOkta(R"("name":"full","nickname":"nick")");
  After({{"full", "Ada"}, {"nick", "A"}});
  EXPECT_EQ(After({{"full", "Eve"}}), "name=Eve nickname=A");
}

TEST_F(Mapping, ClearsWhatTheProviderSaysIsBlank) {
  pool.AddOkta(R"("name":"full","email":"mail")");
  After({{"full", "Ada"}, {"mail", "a@example.com"}});
  EXPECT_EQ(After({{"full", ""}, {"mail", ""}}), "");
}

TEST_F(Mapping, TellsTheCaseOfClaimsApart) {
  pool.AddOkta(R"("name":"Full")");
  EXPECT_EQ(After({{"full", "Ada"}}), "");
}

TEST_F(Mapping, LeavesOutWhatTheClientMayNotWrite) {
  pool.AddOkta(R"("name":"full","nickname":"nick","email":"mail","email_verified":"v")");
  pool.UseClient(R"("WriteAttributes":["nickname","email"])");
  const Claims claims = Said("1", {{"full", "Ada"}, {"nick", "A"}, {"mail", "a@example.com"}, {"v", "true"}});
  const auto done = pool.SignIn("Okta", claims);
  EXPECT_EQ(done.refusal, "");
  EXPECT_EQ(pool.MappedOf("Okta_1"), "email=a@example.com email_verified=true nickname=A");
  EXPECT_NE(done.trace.find(R"("reason":"it is not among the WriteAttributes of the app client")"), std::string::npos) << done.trace;
}

TEST_F(Mapping, MakesOneTextOfSeveralValues) {
  pool.AddOkta(R"("name":"groups")");
  Claims claims = Said("1");
  claims.values["groups"] = {"Admins and more", "a,b[c]", "\xC3\xA4.-*_9"};
  EXPECT_EQ(After(pool, claims), "name=[Admins+and+more, a%2Cb%5Bc%5D, %C3%A4.-*_9]");
  claims.values["groups"] = {"Admins and more, [x]"};
  EXPECT_EQ(After(pool, claims), "name=Admins and more, [x]");
}

TEST_F(Mapping, RefusesValuesOfMoreThan2048Characters) {
  ProvidersPool custom(service, Custom("token", R"("AttributeDataType":"String","Mutable":true)"));
  custom.AddOkta(R"("custom:token":"access_token")");
  EXPECT_EQ(After(custom, Said("1", {{"access_token", std::string(2048, 'x')}})), "custom:token=" + std::string(2048, 'x'));
  EXPECT_EQ(custom.Refusal("Okta", Said("1", {{"access_token", std::string(2049, 'x')}})),
            "invalid_request: The value of the attribute custom:token must have a length less than or equal to 2048 characters");
  EXPECT_EQ(custom.MappedOf("Okta_1"), "custom:token=" + std::string(2048, 'x'));
}

TEST_F(Mapping, BelievesNoAddressThatTheProviderDoesNotVouchFor) {
  pool.AddOkta(R"("email":"mail","phone_number":"tel")");
  EXPECT_EQ(After({{"mail", "a@example.com"}, {"tel", "+15550100"}}),
            "email=a@example.com phone_number=+15550100 email_verified=false phone_number_verified=false");
  ASSERT_EQ(pool.TryOf("AdminUpdateUserAttributes", "Okta_1", support::Attributes({{"email_verified", "true"}})), kOk);
  EXPECT_EQ(After({{"mail", "a@example.com"}}),
            "email=a@example.com phone_number=+15550100 email_verified=false phone_number_verified=false");
}

TEST_F(Mapping, BelievesAnAddressThatTheProviderVouchesFor) {
  pool.AddOkta(R"("email":"mail","email_verified":"v")");
  EXPECT_EQ(After({{"mail", "a@example.com"}, {"v", "true"}}), "email=a@example.com email_verified=true");
  EXPECT_EQ(After({{"mail", "a@example.com"}}), "email=a@example.com email_verified=true");
  EXPECT_EQ(After({{"mail", "b@example.com"}}), "email=b@example.com email_verified=false");
  EXPECT_EQ(After({{"mail", "b@example.com"}, {"v", "TRUE"}}), "email=b@example.com email_verified=true");
  EXPECT_EQ(After({{"v", "false"}}), "email=b@example.com email_verified=false");
}

TEST_F(Mapping, KeepsNoFlagOfAnAddressThatIsNotThere) {
  pool.AddOkta(R"("email":"mail","email_verified":"v")");
  EXPECT_EQ(After({{"v", "true"}}), "");
}

TEST_F(Mapping, VouchesForNoAddressThatTheProviderHasNotSaid) {
  const auto replace = [&] {
    return pool.TryOf("AdminUpdateUserAttributes", "Okta_1",
                      support::Attributes({{"email", "his@own.example"}, {"phone_number", "+15550199"}}));
  };
  pool.AddOkta(R"("email":"mail","email_verified":"v","phone_number_verified":"w")");
  After({{"mail", "a@example.com"}});
  ASSERT_EQ(replace(), kOk);
  const auto done = pool.SignIn("Okta", Said("1", {{"v", "true"}, {"w", "true"}}));
  EXPECT_EQ(done.refusal, "");
  const std::string attributes = pool.MappedOf("Okta_1");
  EXPECT_NE(attributes.find("email=his@own.example"), std::string::npos) << attributes;
  EXPECT_NE(attributes.find("phone_number=+15550199"), std::string::npos) << attributes;
  EXPECT_EQ(attributes.find("_verified=true"), std::string::npos) << attributes;
  EXPECT_NE(done.trace.find(R"("reason":"the provider has vouched for no email that is mapped")"), std::string::npos) << done.trace;
  EXPECT_NE(done.trace.find(R"("reason":"the provider has vouched for no phone_number that is mapped")"), std::string::npos) << done.trace;
  EXPECT_NE(After({{"mail", "a@example.com"}, {"v", "true"}}).find("email_verified=true"), std::string::npos);
}

TEST_F(Mapping, RefusesFlagsThatAreNoBooleans) {
  pool.AddOkta(R"("email":"mail","email_verified":"v")");
  EXPECT_EQ(Refused({{"mail", "a@example.com"}, {"v", "yes"}}),
            "invalid_request: Invalid user attributes: email_verified: The attribute is not a valid boolean");
}

TEST_F(Mapping, RefusesWhatTheSchemaDoesNotTake) {
  pool.AddOkta(R"("email":"mail","phone_number":"tel","birthdate":"born","updated_at":"at")");
  const std::string invalid = "invalid_request: Invalid user attributes: ";
  EXPECT_EQ(Refused({{"mail", "nobody"}}), invalid + "email: Invalid email address format.\n ");
  EXPECT_EQ(Refused({{"tel", "110"}}), invalid + "phone_number: Invalid phone number format.\n ");
  EXPECT_EQ(Refused({{"born", "1815"}}), invalid + "birthdate: String must be at least 10 characters long\n ");
  EXPECT_EQ(Refused({{"at", "noon"}}), invalid + "updated_at: Value is not a valid number\n ");
}

TEST_F(Mapping, AsksForWhatThePoolRequiresAtEachSignIn) {
  ProvidersPool strict(service, R"(,"Schema":[{"Name":"given_name","Required":true},{"Name":"email","Required":true}])");
  strict.AddOkta(R"("email":"mail","given_name":"given")");
  EXPECT_EQ(strict.Refusal("Okta", Said("1")), "invalid_request: attributes required: [given_name, email]");
  EXPECT_EQ(strict.Refusal("Okta", Said("1", {{"given", "Ada"}})), "invalid_request: attributes required: [email]");
  EXPECT_EQ(strict.TryOf("AdminGetUser", "Okta_1"), support::kNoUser);
  EXPECT_EQ(After(strict, Said("1", {{"given", "Ada"}, {"mail", "a@example.com"}})),
            "email=a@example.com given_name=Ada email_verified=false");
  EXPECT_EQ(strict.Refusal("Okta", Said("1", {{"given", "Ada"}})), "invalid_request: attributes required: [email]");
}

TEST_F(Mapping, RefusesToClearWhatThePoolRequires) {
  ProvidersPool strict(service, R"(,"Schema":[{"Name":"email","Required":true}])");
  strict.AddOkta(R"("email":"mail")");
  EXPECT_EQ(strict.Refusal("Okta", Said("1", {{"mail", ""}})),
            "invalid_request: Invalid user attributes: email: Required attribute cannot be deleted\n ");
}

TEST_F(Mapping, WritesWhatIsImmutableOnceAndThenRefusesAnyValue) {
  ProvidersPool fixed(service, R"(,"Schema":[{"Name":"email","Mutable":false},{"Name":"name","Mutable":false}])");
  fixed.AddOkta(R"("email":"mail","name":"full")");
  EXPECT_EQ(After(fixed, Said("1", {{"mail", "a@example.com"}})), "email=a@example.com email_verified=false");
  EXPECT_EQ(fixed.Refusal("Okta", Said("1", {{"mail", "a@example.com"}})), "invalid_request: user.email: Attribute cannot be updated.\n ");
  EXPECT_EQ(fixed.Refusal("Okta", Said("1", {{"mail", "b@example.com"}, {"full", "Ada"}})),
            "invalid_request: user.email: Attribute cannot be updated.\nuser.name: Attribute cannot be updated.\n ");
  EXPECT_EQ(After(fixed, Said("1")), "email=a@example.com email_verified=false");
}

TEST_F(Mapping, RefusesInTheNameOfSamlWhereTheProviderSpeaksIt) {
  identity_providers::ProviderInUse saml;
  saml.type = &identity_providers::kSaml;
  ProvidersPool strict(service, R"(,"Schema":[{"Name":"email","Required":true}])");
  const clients::SharedClient client = strict.SharedClient();
  saml.settings.attribute_mapping = {{"email", "mail"}, {"email_verified", "v"}};
  const auto refusal = [&](const Claims& claims) -> std::string {
    try {
      MapClaims(*client->pool, *client, saml, claims, nullptr);
    } catch (const Refusal& refused) {
      return refused.error() + ": " + refused.description();
    }
    return "";
  };
  const std::string begin = "server_error: Invalid SAML response received: Invalid user attributes: ";
  EXPECT_EQ(refusal(Said("1")), begin + "email: The attribute is required\n ");
  EXPECT_EQ(refusal(Said("1", {{"mail", ""}})), begin + "email: Required attribute cannot be deleted\n ");
  EXPECT_EQ(refusal(Said("1", {{"mail", "a@example.com"}, {"v", "1"}})), begin + "email_verified: The attribute is not a valid boolean");
  EXPECT_EQ(refusal(Said("1", {{"mail", "a@example.com"}})), "");
}

TEST_F(Mapping, LeavesOutWhatThePoolAloneFills) {
  const clients::SharedClient client = pool.SharedClient();
  identity_providers::ProviderInUse oidc;
  oidc.type = &identity_providers::kOidc;
  oidc.settings.attribute_mapping = {{"identities", "i"}, {"name", "full"}, {"sub", "s"}};
  const MappedClaims made =
      MapClaims(*client->pool, *client, oidc, Said("1", {{"i", "[]"}, {"full", "Ada"}, {"s", "somebody else"}}), nullptr);
  EXPECT_EQ(made.mapped, (std::vector<MappedAttribute>{{"name", "full", "Ada"}}));
  EXPECT_EQ(made.dropped,
            (std::vector<DroppedAttribute>{{"identities", "i", "the pool alone fills it"}, {"sub", "s", "the pool alone fills it"}}));
}

TEST_F(Mapping, TellsOfAnAttributeThatThePoolDoesNotHave) {
  const clients::SharedClient client = pool.SharedClient();
  const auto told = [&](const std::string& attribute) -> std::string {
    identity_providers::ProviderInUse oidc;
    oidc.type = &identity_providers::kOidc;
    oidc.settings.attribute_mapping = {{attribute, "x"}, {"username", "sub"}};
    try {
      MapClaims(*client->pool, *client, oidc, Said("1", {{"x", "1"}, {"sub", "1"}}), nullptr);
    } catch (const Refusal& refused) {
      return refused.description();
    }
    return "not refused";
  };
  EXPECT_EQ(told("custom:gone"), "Invalid user attributes: Type for attribute {custom:gone} could not be determined");
  EXPECT_EQ(told("gone"), "Invalid user attributes: gone: Attribute does not exist in the schema.\n ");
}

TEST_F(Mapping, OfUsernameIsRefusedAtASignInBySaml) {
  const clients::SharedClient client = pool.SharedClient();
  identity_providers::ProviderInUse saml;
  saml.type = &identity_providers::kSaml;
  saml.settings.attribute_mapping = {{"username", "uid"}};
  const auto told = [&](const Claims& claims) -> std::string {
    try {
      MapClaims(*client->pool, *client, saml, claims, nullptr);
    } catch (const Refusal& refused) {
      return refused.description();
    }
    return "not refused";
  };
  EXPECT_EQ(told(Said("1", {{"uid", "ada"}})),
            "Invalid SAML response received: Invalid user attributes: username: Attribute does not exist in the schema.\n ");
  EXPECT_EQ(told(Said("1", {{"name", "Ada"}})), "not refused");
}

}  // namespace
}  // namespace rockpool::federation
