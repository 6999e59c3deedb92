#include "server/tokens/issuer.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace rockpool::tokens {
namespace {

pools::PoolInUse Pool(api::UserPoolType settings = {}) {
  auto decoded = std::make_shared<const api::UserPoolType>(std::move(settings));
  return {decoded, *decoded, "eu-west-1_Pool", "123456789012", "eu-west-1", {}};
}

std::string Issuer(const std::string& mode, const std::string& host = "localhost:9229", bool is_tls = false) {
  world::Caller caller;
  caller.region = "us-east-1";
  caller.host = host;
  caller.is_tls = is_tls;
  return IssuerOf({.issuer = mode, .trusted_hosts = {"idp.example"}}, Pool(), caller);
}

constexpr const char* kOfAws = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool";

TEST(IssuerOf, IsThatOfAwsInThePoolsRegionByDefault) {
  EXPECT_EQ(Settings().issuer, kAwsIssuer);
  EXPECT_EQ(Issuer("aws"), kOfAws);
}

TEST(IssuerOf, IsTheUpdatedOneOfAwsWhereThePoolSaysSo) {
  api::UserPoolType settings;
  settings.IssuerConfiguration.emplace().Type = api::IssuerType::UPDATED;
  EXPECT_EQ(IssuerOf({}, Pool(settings), {}), "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool");
  settings.IssuerConfiguration->Type = api::IssuerType::ORIGINAL;
  EXPECT_EQ(IssuerOf({}, Pool(settings), {}), kOfAws);
}

TEST(IssuerOf, IsWhereTheRequestWentByRequest) {
  EXPECT_EQ(Issuer("request"), "http://localhost:9229/eu-west-1_Pool");
  EXPECT_EQ(Issuer("request", "LocalHost"), "http://localhost/eu-west-1_Pool");
  EXPECT_EQ(Issuer("request", "rockpool:9229"), "http://rockpool:9229/eu-west-1_Pool");
  EXPECT_EQ(Issuer("request", "[::1]:9229", true), "https://[::1]:9229/eu-west-1_Pool");
  EXPECT_EQ(Issuer("request", "idp.example", true), "https://idp.example/eu-west-1_Pool");
}

TEST(IssuerOf, IsThePublicUrlByRequestForWhomAProxyHasBroughtFromThere) {
  const auto issuer = [](const std::string& host, bool is_tls = false) {
    world::Caller caller;
    caller.host = host;
    caller.is_tls = is_tls;
    return IssuerOf({.issuer = "request", .trusted_hosts = {}, .public_url = "https://auth.example:8443"}, Pool(), caller);
  };
  EXPECT_EQ(issuer("auth.example:8443"), "https://auth.example:8443/eu-west-1_Pool") << "the proxy speaks http";
  EXPECT_EQ(issuer("Auth.Example:8443", true), "https://auth.example:8443/eu-west-1_Pool");
  EXPECT_EQ(issuer("auth.example"), kOfAws);
  EXPECT_EQ(issuer("localhost:9229"), "http://localhost:9229/eu-west-1_Pool") << "servers of the same machine see it so";
}

TEST(IssuerOf, IsADomainOfThePoolByRequest) {
  world::Caller caller;
  caller.host = "login.shop.example";
  caller.is_tls = true;
  const Settings settings{.issuer = "request", .trusted_hosts = {}};
  EXPECT_EQ(IssuerOf(settings, Pool(), caller, true), "https://login.shop.example/eu-west-1_Pool");
  EXPECT_EQ(IssuerOf(settings, Pool(), caller), kOfAws);
}

TEST(IssuerOf, IsThatOfAwsByRequestWhereAStrangerMayHaveChosenTheHost) {
  for (const char* host :
       {"", "evil.example", "idp.example.evil.example", "localhost:9229@evil.example", "localhost/x", "local host", "\"localhost"}) {
    EXPECT_EQ(Issuer("request", host), kOfAws) << host;
  }
}

TEST(IssuerOf, IsTheUrlThatIsGivenWhateverTheRequest) {
  EXPECT_EQ(Issuer("https://idp.example:8443/base"), "https://idp.example:8443/base/eu-west-1_Pool");
  EXPECT_EQ(Issuer("http://rockpool:9229", "evil.example"), "http://rockpool:9229/eu-west-1_Pool");
}

TEST(IsIssuer, IsOneOfTheWordsOrAUrlThatTheIdOfThePoolCanFollow) {
  for (const char* good : {"aws", "request", "http://localhost:9229", "https://idp.example/base"}) {
    EXPECT_TRUE(IsIssuer(good)) << good;
  }
  for (const char* bad :
       {"", "AWS", "localhost", "ftp://x", "http://localhost:9229/", "http://", "https://idp.example?x=1", "https://idp.example/#"}) {
    EXPECT_FALSE(IsIssuer(bad)) << bad;
  }
}

TEST(PoolIdOfIssuer, IsWhatFollowsTheLastSlashInEveryForm) {
  for (const char* issuer : {kOfAws, "http://localhost:9229/eu-west-1_Pool", "https://idp.example/base/eu-west-1_Pool"}) {
    EXPECT_EQ(PoolIdOfIssuer(issuer), "eu-west-1_Pool");
  }
  EXPECT_EQ(PoolIdOfIssuer("eu-west-1_Pool"), "");
  EXPECT_EQ(PoolIdOfIssuer("https://idp.example/"), "");
}

}  // namespace
}  // namespace rockpool::tokens
