// What a hostile request makes the validator do, counted: only what is answered is worded, and no list is walked for nothing.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "tests/unit/protocol/validation.h"

namespace rockpool::protocol {
namespace {

constexpr std::size_t kMany = 50'000;
constexpr std::size_t kMembers = 100;  // of a request, in all its structures: more than any of those below has

ValidationWork WorkOn(std::string_view operation, std::string_view body) {
  ValidationWork work;
  support::RefusalOf([&] { Validate(*api::FindOperation(operation)->input, support::BodyOf(body), &work); });
  return work;
}

std::string List(std::string_view element, std::size_t count) {
  std::string text = "[";
  for (std::size_t i = 0; i < count; ++i) {
    text.append(i == 0 ? "" : ",").append(element);
  }
  return text + "]";
}

std::string ProviderWithIdentifiers(const std::string& identifiers) {
  return R"({"UserPoolId":"us-east-1_a","ProviderName":"abc","IdpIdentifiers":)" + identifiers + "}";
}

TEST(ValidationWork, WritesNoTextOfWhatIsRight) {
  const ValidationWork work = WorkOn("UpdateIdentityProvider", ProviderWithIdentifiers(List(R"("a")", 50)));
  EXPECT_EQ(work.texts, 0U);
  EXPECT_EQ(work.values, 3U + 50U);
}

TEST(ValidationWork, WritesTextsOnlyOfWhatIsReported) {
  EXPECT_EQ(WorkOn("UpdateIdentityProvider", ProviderWithIdentifiers(List(R"("")", kMany))).texts, 2U);
  EXPECT_EQ(WorkOn("CreateUserPool", R"({"PoolName":"p","Schema":)" + List(R"({"Name":""})", kMany) + "}").texts, kMaxViolations);
}

TEST(ValidationWork, AsksNoMoreElementsOnceOneIsWrong) {
  const std::string client = R"({"UserPoolId":"us-east-1_a","ClientName":"abc","SupportedIdentityProviders":)";
  EXPECT_EQ(WorkOn("CreateUserPoolClient", client + List(R"("a")", kMany) + "}").values, 3U + kMany) << "a list without a maximum";
  EXPECT_EQ(WorkOn("CreateUserPoolClient", client + List(R"("")", kMany) + "}").values, 3U + 1U);
}

TEST(ValidationWork, EndsSoonAfterTheMaximumOfAList) {
  EXPECT_EQ(WorkOn("UpdateIdentityProvider", ProviderWithIdentifiers(List(R"("a")", kMany))).values, 3U + 50U + kMaxElementsPastMaximum);
  const std::string attribute = R"({"Name":"a","AttributeDataType":"String"})";
  EXPECT_EQ(WorkOn("CreateUserPool", R"({"PoolName":"p","Schema":)" + List(attribute, kMany) + "}").values,
            2U + 3U * (50U + kMaxElementsPastMaximum));
}

TEST(ValidationWork, IsBoundedForAllListsOfARequestTogether) {
  const std::string urls = List(R"("https://a.example")", kMany);
  const ValidationWork work = WorkOn("CreateUserPoolClient", R"({"UserPoolId":"us-east-1_a","ClientName":"abc","CallbackURLs":)" + urls +
                                                                 R"(,"LogoutURLs":)" + urls + "}");
  EXPECT_LE(work.values, kMembers + 2 * 100 + kMaxElementsPastMaximum);
}

TEST(ValidationWork, EndsWithTheLastViolationThatIsNamed) {
  std::string levels;
  for (std::size_t i = 0; i < kMany; ++i) {
    levels.append(i == 0 ? "\"" : ",\"").append(std::to_string(i)).append("\":{}");
  }
  EXPECT_LE(WorkOn("CreateUserPool", R"({"PoolName":"p","AcrConfiguration":{)" + levels + "}}").values, kMembers + 3 * kMaxViolations);
}

TEST(ValidationWork, CoversWhatIsWrongAFewElementsPastTheMaximum) {
  std::string identifiers = List(R"("a")", 51);
  identifiers.insert(identifiers.size() - 1, R"(,"b!d",null)");
  const std::string refusal = support::Validation("UpdateIdentityProvider", ProviderWithIdentifiers(identifiers));
  EXPECT_TRUE(refusal.starts_with("InvalidParameterException: 3 validation errors detected: ")) << refusal;
}

}  // namespace
}  // namespace rockpool::protocol
