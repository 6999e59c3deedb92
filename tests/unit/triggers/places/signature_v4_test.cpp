#include "server/triggers/places/signature_v4.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::triggers {
namespace {

http::FetchRequest RequestTo(const std::string& method, const std::string& url) {
  return {.method = method, .url = http::ParseUrl(url).value()};
}

std::string Signature(const http::FetchRequest& request) {
  const std::string authorization(request.secret_headers.Find("Authorization").value_or("none"));
  return authorization.substr(authorization.find("Signature="));
}

// The example that AWS has worked out, step by step, in its General Reference.
TEST(SignatureV4, IsThatOfAwsOwnExample) {
  http::FetchRequest request = RequestTo("GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");
  request.headers.Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  Sign(request, {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "iam"}, 1'440'938'160'000);
  EXPECT_EQ(request.headers.Find("X-Amz-Date"), "20150830T123600Z");
  EXPECT_EQ(request.secret_headers.Find("Authorization"),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
            "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

TEST(SignatureV4, DoesNotDependOnTheOrderOfTheQuery) {
  http::FetchRequest request = RequestTo("GET", "https://iam.amazonaws.com/?Version=2010-05-08&Action=ListUsers");
  request.headers.Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  Sign(request, {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "iam"}, 1'440'938'160'000);
  EXPECT_EQ(Signature(request), "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

// The signatures were made by botocore 1.43.11 (botocore.auth.SigV4Auth).
TEST(SignatureV4, IsThatOfBotocore) {
  for (const auto& [url, signature] : {
           std::pair{"http://127.0.0.1:3002/2015-03-31/functions/pre-sign-up/invocations",
                     "Signature=b0cf20c34dcaace5d24703106565ec5c6ce31c6fe8fddc1d675de37d49c44637"},
           std::pair{"http://127.0.0.1:3002/base/2015-03-31/functions/a%2Fb%40c/invocations?Qualifier=live",
                     "Signature=fd8da867919c997b5ded43ccb2d9e2302d9745b0a27b698a2d24154613181cec"},
       }) {
    http::FetchRequest request = RequestTo("POST", url);
    request.headers.Add("Content-Type", "application/json");
    request.headers.Add("X-Amz-Invocation-Type", "RequestResponse");
    request.body = R"({"version":"1"})";
    Sign(request, {"123456789012", "test", "eu-west-1", "lambda"}, 1'700'000'000'000);
    EXPECT_EQ(Signature(request), signature) << url;
  }
}

TEST(SignatureV4, KeepsItsSecretToItself) {
  http::FetchRequest request = RequestTo("POST", "http://127.0.0.1:3002/");
  Sign(request, {"123456789012", "s3cret", "eu-west-1", "lambda"}, 1'700'000'000'000);
  EXPECT_EQ(request.secret_headers.Find("Authorization")->find("s3cret"), std::string::npos);
  EXPECT_EQ(request.headers.Find("Authorization"), std::nullopt);
}

}  // namespace
}  // namespace rockpool::triggers
