#include "server/protocol/target.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"

namespace rockpool::protocol {
namespace {

constexpr const char* kUnknown = "UnknownOperationException: ";

http::Headers With(const std::string& name, const std::string& value) {
  http::Headers headers;
  headers.Add(name, value);
  return headers;
}

std::string Named(const http::Headers& headers) {
  std::string name;
  const std::string refusal = support::RefusalOf([&] { name = OperationOf(headers).name; });
  return refusal == "accepted" ? name : refusal;
}

std::string NamedBy(const std::string& target) { return Named(With("X-Amz-Target", target)); }

std::string NamedUnderContentType(const std::string& content_type) {
  http::Headers headers = With("X-Amz-Target", "AWSCognitoIdentityProviderService.ListUserPools");
  headers.Add("Content-Type", content_type);
  return Named(headers);
}

TEST(Target, NamesTheOperationBehindThePoint) {
  for (const char* name : {"UpdateIdentityProvider", "AdminGetUser"}) {
    EXPECT_EQ(NamedBy(std::string("AWSCognitoIdentityProviderService.") + name), name);
  }
}

TEST(Target, IsFoundWhateverTheCaseOfTheHeadersName) {
  for (const char* name : {"x-amz-target", "X-AMZ-TARGET", "X-Amz-target"}) {
    EXPECT_EQ(Named(With(name, "AWSCognitoIdentityProviderService.SignUp")), "SignUp") << name;
  }
}

TEST(Target, IsUnknownWithoutTheHeader) { EXPECT_EQ(Named({}), kUnknown); }

TEST(Target, IsUnknownOutsideTheModel) {
  for (const char* target : {"", ".", "SignUp", "AWSCognitoIdentityProviderService", "AWSCognitoIdentityProviderService.",
                             "AWSCognitoIdentityProviderService.NoSuchOperation", "AWSCognitoIdentityProviderServiceSignUp",
                             "AWSCognitoIdentityProviderService..SignUp", "AWSCognitoIdentityService.SignUp", "DynamoDB_20120810.SignUp",
                             "xAWSCognitoIdentityProviderService.SignUp", "AWSCognitoIdentityProviderService.SignUp.SignUp"}) {
    EXPECT_EQ(NamedBy(target), kUnknown) << target;
  }
}

TEST(Target, TakesBodiesThatAreDeclaredAsJson) {
  for (const char* type : {"application/x-amz-json-1.1", "application/x-amz-json-1.1; charset=utf-8", "Application/X-Amz-Json-1.1",
                           "application/json", "application/json ;charset=UTF-8"}) {
    EXPECT_EQ(NamedUnderContentType(type), "ListUserPools") << type;
  }
}

TEST(Target, RefusesBodiesThatAreDeclaredAsSomethingElse) {
  for (const char* type : {"text/html", "application/xml", "application/x-www-form-urlencoded", "application/jsonp", "application", ";",
                           "application/json text/html"}) {
    EXPECT_EQ(NamedUnderContentType(type), kUnknown) << type;
  }
}

}  // namespace
}  // namespace rockpool::protocol
