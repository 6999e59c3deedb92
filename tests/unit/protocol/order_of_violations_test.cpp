// What stands in which order inside the text of a violation: recorded answers of AWS, and the rule that fits all of them.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/protocol/validation.h"

namespace rockpool::protocol {
namespace {

using support::Validation;

// Whether the texts follow one another in that order.
testing::AssertionResult StandInOrder(const std::string& whole, const std::vector<std::string_view>& parts) {
  std::size_t from = 0;
  for (const std::string_view part : parts) {
    from = whole.find(part, from);
    if (from == std::string::npos) {
      return testing::AssertionFailure() << part << " does not follow in " << whole;
    }
  }
  return testing::AssertionSuccess();
}

// rosberglinhares/CloudFormationCognitoCustomResources#1
TEST(OrderOfViolations, ListsTheModesOfMfaAsRecorded) {
  EXPECT_TRUE(
      Validation("CreateUserPool", R"({"PoolName":"p","MfaConfiguration":"false"})")
          .ends_with("at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OPTIONAL, OFF, ON]"));
}

// badmintoncryer/cdk-preflight, auto-verified-attributes-enum
TEST(OrderOfViolations, ListsVerifiedAttributesAsRecorded) {
  EXPECT_TRUE(Validation("CreateUserPool", R"({"PoolName":"p","AutoVerifiedAttributes":["given_name"]})")
                  .ends_with("Member must satisfy constraint: [Member must satisfy enum value set: [phone_number, email]]"));
}

// aws-solutions/media-insights-on-aws#199, of the eight flows that there were in 2020.
TEST(OrderOfViolations, ListsTheFlowsOfAppClientsAsRecorded) {
  EXPECT_TRUE(StandInOrder(Validation("CreateUserPoolClient", R"({"UserPoolId":"us-east-1_a","ClientName":"c","ExplicitAuthFlows":["X"]})"),
                           {"[ALLOW_CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, ", "ALLOW_REFRESH_TOKEN_AUTH, ", "ALLOW_USER_PASSWORD_AUTH, ",
                            "ALLOW_USER_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH]"}));
}

// awsdocs/aws-doc-sdk-examples#891
TEST(OrderOfViolations, ListsTheActionsOnInvitationsAsRecorded) {
  EXPECT_TRUE(Validation("AdminCreateUser", R"({"UserPoolId":"us-east-1_a","Username":"u","MessageAction":"SURPRESS"})")
                  .ends_with("Member must satisfy enum value set: [SUPPRESS, RESEND]"));
}

// aws-sdk-java-v2#5528, aws-cli#2894
TEST(OrderOfViolations, TellsLogoutAddressesBeforeCallbacks) {
  EXPECT_TRUE(StandInOrder(
      Validation("UpdateUserPoolClient", R"({"UserPoolId":"us-east-1_a","ClientId":"c","CallbackURLs":[""],"LogoutURLs":[""]})"),
      {"2 validation errors detected: ", "Value '[]' at 'logoutURLs'", "Value '[]' at 'callbackURLs'"}));
}

// amazon-cognito-identity-js#388, of an empty password, which is taken since users may do without one
TEST(OrderOfViolations, TellsThePasswordBeforeTheName) {
  EXPECT_TRUE(StandInOrder(Validation("SignUp", R"({"ClientId":"c","Username":"","Password":" "})"), {"at 'password'", "at 'username'"}));
}

// Seen of AWS, too; who published it is not known any more.
TEST(OrderOfViolations, TellsIdentifiersBeforeTheNameOfAProvider) {
  EXPECT_TRUE(StandInOrder(Validation("UpdateIdentityProvider", R"({"UserPoolId":"us-east-1_a","ProviderName":"","IdpIdentifiers":[""]})"),
                           {"at 'idpIdentifiers'", "at 'providerName'"}));
}

}  // namespace
}  // namespace rockpool::protocol
