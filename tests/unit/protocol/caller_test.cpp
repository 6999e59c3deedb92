#include "server/protocol/caller.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"

namespace rockpool::protocol {
namespace {

constexpr const char* kMissing = "MissingAuthenticationTokenException: Missing Authentication Token";
constexpr const char* kNoCredential = "Authorization header requires 'Credential' parameter.";
constexpr const char* kNoSignature = "Authorization header requires 'Signature' parameter.";
constexpr const char* kNoSignedHeaders = "Authorization header requires 'SignedHeaders' parameter.";
constexpr const char* kNoDate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

const api::Operation& Signed() { return *api::FindOperation("ListUserPools"); }
const api::Operation& Unsigned() { return *api::FindOperation("InitiateAuth"); }

std::string Authorization(const std::string& credential) {
  return "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host;x-amz-date, Signature=0123abcd";
}

http::Headers Headers(const std::string& authorization) {
  http::Headers headers;
  headers.Add("authorization", authorization);
  headers.Add("x-amz-date", "20261122T030000Z");
  return headers;
}

// "account region"
std::string CallerText(const http::Headers& headers, const Settings& settings = {}) {
  const world::Caller caller = CallerOf(headers, "", Signed(), settings);
  return caller.account + " " + caller.region;
}

std::string CallerOfKey(const std::string& key) {
  return CallerText(Headers(Authorization(key + "/20261122/eu-west-1/cognito-idp/aws4_request")));
}

std::string CallerOfRegion(const std::string& region) {
  return CallerText(Headers(Authorization("123456789012/20261122/" + region + "/cognito-idp/aws4_request")));
}

std::string RequiredRefusal(const http::Headers& headers, const api::Operation& operation = Signed()) {
  Settings settings;
  settings.require_sigv4 = true;
  return support::RefusalOf([&] { CallerOf(headers, "", operation, settings); });
}

TEST(Caller, TakesTheAccountFromAnAccessKeyOfTwelveDigits) { EXPECT_EQ(CallerOfKey("123456789012"), "123456789012 eu-west-1"); }

TEST(Caller, IsTheDefaultAccountWithAnyOtherKey) {
  for (const char* key : {"AKIAIOSFODNN7EXAMPLE", "test", "12345678901", "1234567890123", "12345678901a", "-12345678901"}) {
    EXPECT_EQ(CallerOfKey(key), "000000000000 eu-west-1") << key;
  }
}

TEST(Caller, TakesTheRegionFromTheCredentialScope) { EXPECT_EQ(CallerOfRegion("ap-southeast-2"), "123456789012 ap-southeast-2"); }

TEST(Caller, IsInTheDefaultRegionWhereTheScopeNamesNone) {
  for (const std::string& region : {std::string("US-EAST-1"), std::string("eu_west_1"), std::string("eu.west"), std::string(33, 'a')}) {
    EXPECT_EQ(CallerOfRegion(region), "123456789012 us-east-1") << region;
  }
}

TEST(Caller, HasTheDefaultsWithoutASignature) { EXPECT_EQ(CallerText({}), "000000000000 us-east-1"); }

TEST(Caller, HasTheDefaultsOfTheSettings) {
  Settings settings;
  settings.default_account = "111122223333";
  settings.default_region = "sa-east-1";
  EXPECT_EQ(CallerText({}, settings), "111122223333 sa-east-1");
}

TEST(Caller, HasTheDefaultsWithASignatureThatMakesNoSense) {
  for (const char* authorization : {"", "Bearer abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential", "AWS4-HMAC-SHA256 Credential=",
                                    "AWS4-HMAC-SHA256 Credential=////", "AWS4-HMAC-SHA256 Credential=123456789012",
                                    "AWS4-HMAC-SHA256 Credential=123456789012/20261122/eu-west-1/cognito-idp",
                                    "AWS4-HMAC-SHA256 Credential=123456789012/20261122/eu-west-1/cognito-idp/aws4_request/more",
                                    "Basic Credential=123456789012/20261122/eu-west-1/cognito-idp/aws4_request"}) {
    EXPECT_EQ(CallerText(Headers(authorization)), "000000000000 us-east-1") << authorization;
  }
}

TEST(Caller, IsReadFromAHeaderWithoutSpacesAfterItsCommas) {
  EXPECT_EQ(CallerText(Headers(
                "AWS4-HMAC-SHA256 Credential=123456789012/20261122/eu-west-1/cognito-idp/aws4_request,SignedHeaders=host,Signature=0")),
            "123456789012 eu-west-1");
}

TEST(Caller, IsReadForOperationsThatNeedNoSignatureToo) {
  const world::Caller caller =
      CallerOf(Headers(Authorization("123456789012/20261122/eu-west-1/cognito-idp/aws4_request")), "", Unsigned(), {});
  EXPECT_EQ(caller.account, "123456789012");
}

TEST(Caller, TakesTheRegionOfAHostThatNamesOne) {
  for (const char* host : {"cognito-idp.eu-west-1.amazonaws.com", "eu-west-1.localhost:9229",
                           "cognito-idp-fips.eu-west-1.amazonaws.com:443", "COGNITO-IDP.EU-WEST-1.AMAZONAWS.COM", "Eu-West-1.LocalHost"}) {
    const world::Caller caller = CallerOf({}, host, Unsigned(), {});
    EXPECT_EQ(caller.region, "eu-west-1") << host;
    EXPECT_TRUE(caller.names_region) << host;
  }
  const auto signed_headers = Headers(Authorization("123456789012/20261122/us-west-2/cognito-idp/aws4_request"));
  EXPECT_EQ(CallerOf(signed_headers, "eu-west-1.localhost", Signed(), {}).region, "us-west-2") << "its signature counts first";
}

TEST(Caller, IsInTheDefaultRegionWhereNothingNamesOne) {
  for (const char* host : {"", "localhost:9229", "127.0.0.1:9229", "app.localhost", "cognito-idp..amazonaws.com",
                           "cognito-idp.amazonaws.com", "eu-west-1.example.com", "eu-west-.localhost"}) {
    const world::Caller caller = CallerOf({}, host, Unsigned(), {});
    EXPECT_EQ(caller.region, "us-east-1") << host;
    EXPECT_FALSE(caller.names_region) << host;
  }
}

TEST(RequiredSignature, IsMissingWithoutTheHeader) { EXPECT_EQ(RequiredRefusal({}), kMissing); }

TEST(RequiredSignature, IsNotAskedOfOperationsThatAwsLeavesUnsigned) {
  EXPECT_EQ(RequiredRefusal({}, Unsigned()), "accepted");
  EXPECT_EQ(RequiredRefusal(Headers("Bearer abc"), Unsigned()), "accepted");
}

TEST(RequiredSignature, IsSatisfiedByAWholeHeader) {
  EXPECT_EQ(RequiredRefusal(Headers(Authorization("AKID/20261122/eu-west-1/cognito-idp/aws4_request"))), "accepted");
}

TEST(RequiredSignature, NamesAllThatAnUnfinishedHeaderLacks) {
  http::Headers headers;
  headers.Add("Authorization", "AWS4-HMAC-SHA256");
  EXPECT_EQ(RequiredRefusal(headers),
            std::string("IncompleteSignatureException: ") + kNoCredential + " " + kNoSignature + " " + kNoSignedHeaders + " " + kNoDate);
}

TEST(RequiredSignature, NamesTheOnePartThatIsLacking) {
  const std::string algorithm = "AWS4-HMAC-SHA256 ";
  const std::string credential = "Credential=AKID/20261122/eu-west-1/cognito-idp/aws4_request";
  const std::string type = "IncompleteSignatureException: ";
  EXPECT_EQ(RequiredRefusal(Headers(algorithm + "SignedHeaders=host, Signature=0")), type + kNoCredential);
  EXPECT_EQ(RequiredRefusal(Headers(algorithm + "Credential=AKID, SignedHeaders=host, Signature=0")), type + kNoCredential);
  EXPECT_EQ(RequiredRefusal(Headers(algorithm + credential + ", SignedHeaders=host")), type + kNoSignature);
  EXPECT_EQ(RequiredRefusal(Headers(algorithm + credential + ", SignedHeaders=host, Signature=")), type + kNoSignature);
  EXPECT_EQ(RequiredRefusal(Headers(algorithm + credential + ", Signature=0")), type + kNoSignedHeaders);
}

TEST(RequiredSignature, TakesEitherHeaderForItsDate) {
  http::Headers headers;
  headers.Add("Authorization", Authorization("AKID/20261122/eu-west-1/cognito-idp/aws4_request"));
  EXPECT_EQ(RequiredRefusal(headers), std::string("IncompleteSignatureException: ") + kNoDate);
  headers.Add("Date", "Sun, 22 Nov 2026 03:00:00 GMT");
  EXPECT_EQ(RequiredRefusal(headers), "accepted");
}

TEST(RequiredSignature, IsNotAnotherSchemesHeader) {
  EXPECT_TRUE(RequiredRefusal(Headers("Bearer abc")).starts_with("IncompleteSignatureException: "));
}

}  // namespace
}  // namespace rockpool::protocol
