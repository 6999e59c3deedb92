#include "server/api/codecs.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace rockpool::api {
namespace {

using TextMap = std::map<std::string, std::string, std::less<>>;

IdentityProviderType FullProvider() {
  IdentityProviderType provider;
  provider.UserPoolId = "us-east-1_a";
  provider.ProviderName = "k\xc3\xb6nig \"1\"";
  provider.ProviderType = IdentityProviderTypeType::SignInWithApple;
  provider.ProviderDetails = TextMap{{"client_id", "a"}, {"authorize_scopes", "email name"}};
  provider.AttributeMapping = TextMap{{"username", "sub"}, {"email", "email"}};
  provider.IdpIdentifiers = std::vector<std::string>{"zeta", "alpha"};
  provider.LastModifiedDate = Timestamp{1701129702007};
  provider.CreationDate = Timestamp{1701129701000};
  provider.AcrMapping = TextMap{{"Level1", "urn:acr:1"}};
  return provider;
}

constexpr const char* kFullProvider =
    R"({"AcrMapping":{"Level1":"urn:acr:1"},"AttributeMapping":{"email":"email","username":"sub"},"CreationDate":1701129701.000,)"
    R"("IdpIdentifiers":["zeta","alpha"],"LastModifiedDate":1701129702.007,)"
    R"("ProviderDetails":{"authorize_scopes":"email name","client_id":"a"},"ProviderName":")"
    "k\xc3\xb6nig"
    R"( \"1\"","ProviderType":"SignInWithApple","UserPoolId":"us-east-1_a"})";

TEST(Codecs, WriteMembersInTheOrderOfTheirNames) { EXPECT_EQ(ToJson(FullProvider()), kFullProvider); }

TEST(Codecs, ReadBackWhatTheyWrote) { EXPECT_EQ(FromStoredJson<IdentityProviderType>(kFullProvider), FullProvider()); }

TEST(Codecs, LeaveAbsentWhatIsAbsent) {
  EXPECT_EQ(ToJson(IdentityProviderType{}), "{}");
  EXPECT_EQ(FromStoredJson<IdentityProviderType>("{}"), IdentityProviderType{});
}

TEST(Codecs, ReadNullAsAbsent) {
  EXPECT_EQ(
      FromStoredJson<IdentityProviderType>(R"({"ProviderName":null,"ProviderDetails":null,"IdpIdentifiers":null,"CreationDate":null})"),
      IdentityProviderType{});
}

TEST(Codecs, TellEmptyFromAbsent) {
  const auto provider = FromStoredJson<IdentityProviderType>(R"({"AttributeMapping":{},"IdpIdentifiers":[],"ProviderName":""})");
  ASSERT_TRUE(provider.AttributeMapping.has_value());
  ASSERT_TRUE(provider.IdpIdentifiers.has_value());
  EXPECT_EQ(provider.ProviderName, "");
  EXPECT_EQ(ToJson(provider), R"({"AttributeMapping":{},"IdpIdentifiers":[],"ProviderName":""})");
}

TEST(Codecs, PassOverMembersThatTheyDoNotKnow) {
  const auto provider = FromStoredJson<IdentityProviderType>(R"({"Extra":{"a":[1]},"ProviderName":"abc","providerName":7,"":null})");
  EXPECT_EQ(ToJson(provider), R"({"ProviderName":"abc"})");
}

TEST(Codecs, PassOverNullInListsAndMaps) {
  const auto provider = FromStoredJson<IdentityProviderType>(R"({"IdpIdentifiers":["a",null,"b"],"ProviderDetails":{"a":null,"b":"1"}})");
  EXPECT_EQ(ToJson(provider), R"({"IdpIdentifiers":["a","b"],"ProviderDetails":{"b":"1"}})");
}

TEST(Codecs, WriteRequiredMembersEvenWhenTheyAreEmpty) { EXPECT_EQ(ToJson(ListIdentityProvidersResponse{}), R"({"Providers":[]})"); }

TEST(Codecs, KnowTheTextOfEveryEnumerator) {
  for (const char* text : {"SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC"}) {
    const std::string json = std::string(R"({"ProviderType":")") + text + R"("})";
    const auto provider = FromStoredJson<IdentityProviderType>(json);
    ASSERT_TRUE(provider.ProviderType.has_value());
    EXPECT_EQ(ToText(*provider.ProviderType), text);
    EXPECT_EQ(ToJson(provider), json);
  }
}

TEST(Codecs, ReadNumbersAndBooleansThatCameAsText) {
  const auto pool = FromStoredJson<UserPoolType>(
      R"({"Policies":{"PasswordPolicy":{"MinimumLength":"12","RequireNumbers":"true","RequireSymbols":"yes"}}})");
  EXPECT_EQ(pool.Policies->PasswordPolicy->MinimumLength, 12);
  EXPECT_EQ(pool.Policies->PasswordPolicy->RequireNumbers, true);
  EXPECT_EQ(pool.Policies->PasswordPolicy->RequireSymbols, false);
}

TEST(Codecs, KeepTextWithAZeroByte) {
  const std::string json = R"({"ProviderName":"a\u0000b"})";
  const auto provider = FromStoredJson<IdentityProviderType>(json);
  EXPECT_EQ(provider.ProviderName->size(), 3U);
  EXPECT_EQ(ToJson(provider), json);
}

TEST(Codecs, RefuseAStoredDocumentThatIsNoJson) {
  for (const char* text : {"", "{", "{}x", "{'ProviderName':1}"}) {
    EXPECT_THROW(FromStoredJson<IdentityProviderType>(text), std::runtime_error) << text;
  }
}

}  // namespace
}  // namespace rockpool::api
