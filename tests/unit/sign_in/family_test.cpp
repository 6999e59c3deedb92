// What a refresh family repeats survives its way through the store, in the form that databases have it in.
#include "server/sign_in/family.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace rockpool::sign_in {
namespace {

constexpr const char* kFull =
    R"({"Acr":"urn:cognito:loa:2","Amr":"pwd otp","Audience":"https://api.example/","DeviceKey":"us-east-1_d","FromOAuth":"true",)"
    R"("Issuer":"https://issuer.example/pool","Scope":"openid email","SessionId":"sso"})";

FamilyFacts Full() {
  FamilyFacts facts{"https://issuer.example/pool", "openid email", true, "https://api.example/"};
  facts.acr = "urn:cognito:loa:2";
  facts.amr = {"pwd", "otp"};
  facts.device_key = "us-east-1_d";
  facts.session_id = "sso";
  return facts;
}

TEST(ARefreshFamily, IsKeptUnderTheNamesThatDatabasesHave) {
  EXPECT_EQ(ToDocument(Full()), kFull);
  EXPECT_EQ(ToDocument({"i", ""}), R"({"Issuer":"i","Scope":""})");
}

TEST(ARefreshFamily, ComesBackAsItWent) {
  EXPECT_EQ(FamilyFactsOf(kFull), Full());
  EXPECT_EQ(FamilyFactsOf(R"({"Issuer":"i","Scope":""})"), (FamilyFacts{"i", ""}));
  EXPECT_THROW(FamilyFactsOf(R"({"Scope":""})"), std::out_of_range);
}

TEST(MethodsIn, AreTheWordsOfTheText) {
  EXPECT_EQ(MethodsIn("pwd otp mfa"), (std::vector<std::string>{"pwd", "otp", "mfa"}));
  EXPECT_EQ(MethodsIn(""), std::vector<std::string>());
}

}  // namespace
}  // namespace rockpool::sign_in
