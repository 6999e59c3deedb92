// What PUT below /_rockpool/providers may say.
#include "server/workbench/providers.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"

namespace rockpool::workbench {
namespace {

using federation::Fault;
using federation::Identity;
using federation::Wrong;

constexpr std::string_view kInvalid = "InvalidParameterException: ";

std::string RefusalOfChange(const std::string& json) {
  return support::RefusalOf([&] { ReadProviderChange(json); });
}

std::string RefusalOfIdentities(const std::string& json) {
  return support::RefusalOf([&] { ReadIdentities(json); });
}

std::string RefusalOfFaults(const std::string& json, const identity_providers::ProviderType& type = identity_providers::kOidc) {
  return support::RefusalOf([&] { ReadProviderFaults(json, type); });
}

TEST(ProviderChange, SaysWhatItChangesAlone) {
  EXPECT_EQ(ReadProviderChange(R"({"simulated":true})").is_simulated, true);
  EXPECT_EQ(ReadProviderChange(R"({"simulated":true})").is_auto, std::nullopt);
  EXPECT_EQ(ReadProviderChange(R"({"auto":false})").is_auto, false);
}

TEST(ProviderChange, RefusesAnythingElse) {
  for (const char* json : {"", "{}", "[]", "true", R"({"simulated":1})", R"({"simulated":"true"})", R"({"real":true})", "{"}) {
    EXPECT_TRUE(RefusalOfChange(json).starts_with(kInvalid)) << json;
  }
}

TEST(Identities, AreAListOrAnObject) {
  const std::vector<Identity> two = {{"1", R"({"a":[true,null]})"}, {"2", "{}"}};
  const std::string list = R"([{"subject":"1","claims":{"a" : [true,null]}},{"subject":"2"}])";
  EXPECT_EQ(ReadIdentities(list).identities, two);
  EXPECT_EQ(ReadIdentities(R"({"auto":true,"identities":)" + list + "}").identities, two);
  EXPECT_EQ(ReadIdentities(R"({"auto":true})").is_auto, true);
  EXPECT_EQ(ReadIdentities(R"({"auto":true})").identities, std::nullopt);
  EXPECT_EQ(ReadIdentities("[]").identities, std::vector<Identity>());
}

TEST(Identities, RefuseAnythingElse) {
  for (const char* json : {"", "1", "[1]", "[{}]", R"([{"subject":""}])", R"([{"subject":1}])", R"([{"subject":"1","claims":[]}])",
                           R"([{"subject":"1","claim":{}}])", R"([{"subject":"a\nb"}])", R"({"identities":{}})", R"({"auto":1})"}) {
    EXPECT_TRUE(RefusalOfIdentities(json).starts_with(kInvalid)) << json;
  }
}

TEST(Identities, AreFiftyAtMost) {
  const auto of = [](int count) {
    std::string list = "[";
    for (int i = 0; i < count; ++i) {
      list += std::string(i == 0 ? "" : ",") + R"({"subject":")" + std::to_string(i) + "\"}";
    }
    return list + "]";
  };
  EXPECT_EQ(RefusalOfIdentities(of(50)), "accepted");
  EXPECT_TRUE(RefusalOfIdentities(of(51)).starts_with(kInvalid));
}

TEST(ProviderFaults, AreOneOrAList) {
  const std::vector<Fault> one = {{Wrong::kExpired, 2}};
  EXPECT_EQ(ReadProviderFaults(R"({"wrong":"expired","times":2})", identity_providers::kOidc), one);
  EXPECT_EQ(ReadProviderFaults(R"([{"wrong":"expired","times":2}])", identity_providers::kOidc), one);
  EXPECT_EQ(ReadProviderFaults(R"({"wrong":"down"})", identity_providers::kSaml).front().times, std::nullopt);
  EXPECT_EQ(ReadProviderFaults(R"({"wrong":"slow","delay_ms":5})", identity_providers::kSaml).front().delay_ms, 5);
  EXPECT_GE(ReadProviderFaults(R"({"wrong":"slow"})", identity_providers::kSaml).front().delay_ms, 5000) << "past all patience";
}

TEST(ProviderFaults, RefuseAnythingElse) {
  for (const char* json :
       {"", "1", "[1]", "{}", R"({"wrong":"odd"})", R"({"wrong":1})", R"({"wrong":"down","times":0})", R"({"wrong":"down","times":1.5})",
        R"({"wrong":"down","delay_ms":5})", R"({"wrong":"slow","delay_ms":60001})", R"({"wrong":"down","for":1})"}) {
    EXPECT_TRUE(RefusalOfFaults(json).starts_with(kInvalid)) << json;
  }
}

TEST(ProviderFaults, AreThoseThatAProviderOfTheTypeCanHave) {
  using identity_providers::kFacebook;
  using identity_providers::kSaml;
  EXPECT_EQ(RefusalOfFaults(R"({"wrong":"unencrypted"})", kSaml), "accepted");
  EXPECT_EQ(RefusalOfFaults(R"({"wrong":"unencrypted"})"),
            "InvalidParameterException: unencrypted cannot go wrong with a provider of the type OIDC.");
  EXPECT_NE(RefusalOfFaults(R"({"wrong":"jwks_gone"})", kSaml), "accepted");
  EXPECT_NE(RefusalOfFaults(R"({"wrong":"token_endpoint_4xx"})", kSaml), "accepted");
  EXPECT_NE(RefusalOfFaults(R"({"wrong":"bad_signature"})", kFacebook), "accepted");
  EXPECT_EQ(RefusalOfFaults(R"({"wrong":"token_endpoint_4xx"})", kFacebook), "accepted");
}

TEST(ProviderFaults, HaveANameEach) {
  for (int i = 0; i <= static_cast<int>(Wrong::kKeyRotated); ++i) {
    const auto wrong = static_cast<Wrong>(i);
    EXPECT_EQ(federation::WrongOf(federation::NameOf(wrong)), wrong) << i;
  }
}

}  // namespace
}  // namespace rockpool::workbench
