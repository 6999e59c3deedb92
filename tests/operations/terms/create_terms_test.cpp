#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool::support {
namespace {

using CreateTerms = PoolTest<TermsPool>;

TEST_F(CreateTerms, ShowsEveryMember) {
  const std::string client = pool.AddClient();
  const Answer created =
      pool.Create(client, kPrivacy, R"({"cognito:spanish":"https://example.com/es","cognito:default":"https://example.com/"})");
  EXPECT_EQ(created.body,
            R"({"Terms":{"ClientId":")" + client +
                R"(","CreationDate":1700000000.000,"Enforcement":"NONE","LastModifiedDate":1700000000.000,)"
                R"("Links":{"cognito:default":"https://example.com/","cognito:spanish":"https://example.com/es"},"TermsId":")" +
                created.TextAt("Terms.TermsId") + R"(","TermsName":"privacy-policy","TermsSource":"LINK","UserPoolId":")" + pool.id() +
                R"("}})");
}

TEST_F(CreateTerms, GivesEachAppClientOneOfEachName) {
  const std::string client = pool.AddClient();
  EXPECT_EQ(OutcomeOf(pool.Create(client, kUse)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(client, kUse)), "TermsExistsException: Terms terms-of-use already exists for client " + client);
  EXPECT_EQ(OutcomeOf(pool.Create(client, kPrivacy)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(pool.AddClient(), kUse)), kOk);
}

TEST_F(CreateTerms, WantsLinks) {
  EXPECT_EQ(OutcomeOf(pool.CreateWith(pool.AddClient(), kUse, "")),
            "InvalidParameterException: Links are required for terms with the source LINK.");
}

TEST_F(CreateTerms, WantsHttpsUrls) {
  const std::string client = pool.AddClient();
  for (const std::string link : {"http://example.com/", "example.com", "https://", "https:///terms", "javascript:alert(1)"}) {
    EXPECT_EQ(OutcomeOf(pool.Create(client, kUse, R"({"cognito:default":"https://example.com/","cognito:dutch":")" + link + R"("})")),
              "InvalidParameterException: Invalid link for cognito:dutch: " + link + " is not an https URL.");
  }
  EXPECT_EQ(OutcomeOf(pool.Create(client, kUse, R"({"cognito:chinese-simplified":"https://例え.example/?a=b#c"})")), kOk);
}

TEST_F(CreateTerms, TellsAnUnknownAppClientBeforeMissingLinks) {
  EXPECT_EQ(OutcomeOf(pool.CreateWith("nobody", kUse, "")), "ResourceNotFoundException: User pool client nobody does not exist.");
}

}  // namespace
}  // namespace rockpool::support
