#include <gtest/gtest.h>

#include <stdexcept>
#include <string_view>

#include "server/protocol/answer.h"

namespace rockpool::protocol {
namespace {

void Check(std::string_view operation, std::string_view json) { CheckAnswer(*api::FindOperation(operation), json); }
void CheckErrorOf(std::string_view operation, std::string_view type) { CheckError(*api::FindOperation(operation), type); }

TEST(AnswerCheck, PassesWhatTheModelAllows) {
  EXPECT_NO_THROW(Check("ListIdentityProviders", R"({"Providers":[{"ProviderName":"abc","ProviderType":"OIDC","CreationDate":1.5}]})"));
  EXPECT_NO_THROW(Check("DescribeIdentityProvider", R"({"IdentityProvider":{"ProviderDetails":{"client_id":"a"},"IdpIdentifiers":[]}})"));
  EXPECT_NO_THROW(Check("UpdateUserPool", "{}"));
}

TEST(AnswerCheck, DoesNotMeasureLengths) {
  std::string providers = R"({"ProviderName":"abc"})";
  for (int i = 1; i < 60; ++i) {
    providers += R"(,{"ProviderName":"abc"})";
  }
  EXPECT_NO_THROW(Check("ListIdentityProviders", R"({"Providers":[)" + providers + "]}"));
}

TEST(AnswerCheck, WantsNothingWhereTheModelHasNoOutput) {
  EXPECT_NO_THROW(Check("DeleteIdentityProvider", ""));
  EXPECT_THROW(Check("DeleteIdentityProvider", "{}"), std::logic_error);
}

TEST(AnswerCheck, StumblesOverAMemberThatTheModelHasNot) {
  EXPECT_THROW(Check("UpdateUserPool", R"({"Extra":1})"), std::logic_error);
  EXPECT_THROW(Check("ListIdentityProviders", R"({"Providers":[{"ProviderDetails":{}}]})"), std::logic_error);
}

TEST(AnswerCheck, StumblesOverARequiredMemberThatIsMissing) {
  EXPECT_THROW(Check("ListIdentityProviders", "{}"), std::logic_error);
  EXPECT_THROW(Check("ListIdentityProviders", R"({"providers":[]})"), std::logic_error);
}

TEST(AnswerCheck, StumblesOverAValueOutsideItsEnumeration) {
  EXPECT_THROW(Check("DescribeIdentityProvider", R"({"IdentityProvider":{"ProviderType":"Twitter"}})"), std::logic_error);
}

TEST(AnswerCheck, StumblesOverNull) {
  EXPECT_THROW(Check("ListIdentityProviders", R"({"Providers":[],"NextToken":null})"), std::logic_error);
  EXPECT_THROW(Check("DescribeIdentityProvider", R"({"IdentityProvider":{"ProviderDetails":{"client_id":null}}})"), std::logic_error);
}

TEST(AnswerCheck, StumblesOverAnotherJsonType) {
  EXPECT_THROW(Check("ListIdentityProviders", R"({"Providers":{}})"), std::logic_error);
  EXPECT_THROW(Check("ListIdentityProviders", R"({"Providers":[{"ProviderName":7}]})"), std::logic_error);
  EXPECT_THROW(Check("ListIdentityProviders", "[]"), std::logic_error);
}

// What is lenient towards clients is no licence for answers.
TEST(AnswerCheck, StumblesOverNumbersAndBooleansAsText) {
  EXPECT_THROW(Check("ListIdentityProviders", R"({"Providers":[{"CreationDate":"1700000000"}]})"), std::logic_error);
  EXPECT_THROW(Check("DescribeUserPool", R"({"UserPool":{"EstimatedNumberOfUsers":"7"}})"), std::logic_error);
  EXPECT_THROW(Check("DescribeUserPool", R"({"UserPool":{"UsernameConfiguration":{"CaseSensitive":"true"}}})"), std::logic_error);
}

TEST(AnswerCheck, StumblesOverWhatIsNoJson) {
  EXPECT_THROW(Check("ListIdentityProviders", ""), std::logic_error);
  EXPECT_THROW(Check("ListIdentityProviders", "{"), std::logic_error);
}

TEST(ErrorCheck, PassesErrorsThatTheOperationDeclares) {
  EXPECT_NO_THROW(CheckErrorOf("CreateIdentityProvider", "DuplicateProviderException"));
  EXPECT_NO_THROW(CheckErrorOf("ListUserPoolClientSecrets", "InternalServerException"));
}

TEST(ErrorCheck, PassesErrorsThatAllServicesShare) {
  for (const char* type : {"UnknownOperationException", "SerializationException", "MissingAuthenticationTokenException",
                           "IncompleteSignatureException", "InvalidParameterException", "InternalErrorException"}) {
    EXPECT_NO_THROW(CheckErrorOf("ListUserPools", type)) << type;
  }
}

TEST(ErrorCheck, StumblesOverErrorsOfOtherOperations) {
  EXPECT_THROW(CheckErrorOf("UpdateIdentityProvider", "DuplicateProviderException"), std::logic_error);
  EXPECT_THROW(CheckErrorOf("CreateIdentityProvider", "UsernameExistsException"), std::logic_error);
  EXPECT_THROW(CheckErrorOf("CreateIdentityProvider", ""), std::logic_error);
}

}  // namespace
}  // namespace rockpool::protocol
