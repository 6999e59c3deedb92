#include <gtest/gtest.h>

#include <string>

#include "server/identity_providers/remote_documents.h"

namespace rockpool::identity_providers {
namespace {

TEST(DiscoveryUrl, StandsBelowTheIssuer) {
  EXPECT_EQ(DiscoveryUrl("https://idp.example"), "https://idp.example/.well-known/openid-configuration");
  EXPECT_EQ(DiscoveryUrl("https://idp.example/"), "https://idp.example/.well-known/openid-configuration");
  EXPECT_EQ(DiscoveryUrl("http://localhost:8080/realms/a"), "http://localhost:8080/realms/a/.well-known/openid-configuration");
}

TEST(DiscoveryDocument, NamesTheIssuerAndThreeAddresses) {
  EXPECT_TRUE(IsDiscoveryDocument(R"({"issuer":"i","authorization_endpoint":"a","token_endpoint":"t","jwks_uri":"k","more":[1]})"));
  EXPECT_FALSE(IsDiscoveryDocument(R"({"authorization_endpoint":"a","token_endpoint":"t","jwks_uri":"k"})"));
  EXPECT_FALSE(IsDiscoveryDocument(R"({"issuer":"i","token_endpoint":"t","jwks_uri":"k"})"));
  EXPECT_FALSE(IsDiscoveryDocument(R"({"issuer":"i","authorization_endpoint":"a","jwks_uri":"k"})"));
  EXPECT_FALSE(IsDiscoveryDocument(R"({"issuer":"i","authorization_endpoint":"a","token_endpoint":"t"})"));
  EXPECT_FALSE(IsDiscoveryDocument(R"({"issuer":1,"authorization_endpoint":"a","token_endpoint":"t","jwks_uri":"k"})"));
}

TEST(DiscoveryDocument, IsAJsonObject) {
  for (const char* text : {"", "null", "[]", "\"x\"", "<html/>", "{", "{}x", "{\"issuer\":\"\xFF\"}"}) {
    EXPECT_FALSE(IsDiscoveryDocument(text)) << text;
  }
  EXPECT_FALSE(IsDiscoveryDocument(std::string(1024 * 1024, '[')));
}

}  // namespace
}  // namespace rockpool::identity_providers
