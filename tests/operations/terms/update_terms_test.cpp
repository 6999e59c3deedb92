#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

class UpdateTerms : public testing::Test {
 protected:
  TestService service_;
  TermsPool pool_{service_};
  std::string client_ = pool_.AddClient();
  std::string id_ = pool_.Add(client_, kUse);
};

TEST_F(UpdateTerms, ReplacesAllLinksAndKeepsWhatItLeavesOut) {
  service_.clock.Advance(1500);
  const Answer updated = pool_.Update(id_, R"(,"Links":{"cognito:french":"https://example.com/fr"})");
  EXPECT_EQ(updated.body, R"({"Terms":{"ClientId":")" + client_ +
                              R"(","CreationDate":1700000000.000,"Enforcement":"NONE","LastModifiedDate":1700000001.500,)"
                              R"("Links":{"cognito:french":"https://example.com/fr"},"TermsId":")" +
                              id_ + R"(","TermsName":"terms-of-use","TermsSource":"LINK","UserPoolId":")" + pool_.id() + R"("}})");
  EXPECT_EQ(pool_.Describe(id_).body, updated.body);
}

TEST_F(UpdateTerms, RenamesAndKeepsTheLinks) {
  const Answer updated = pool_.Update(id_, R"(,"TermsName":"privacy-policy","TermsSource":"LINK","Enforcement":"NONE")");
  EXPECT_EQ(updated.TextAt("Terms.TermsName"), kPrivacy);
  EXPECT_EQ(JsonAt(updated, "Terms.Links"), R"({"cognito:default":"https://example.com/terms"})");
  EXPECT_EQ(pool_.DescribeOf(client_, kPrivacy).body, updated.body);
}

TEST_F(UpdateTerms, TakesItsOwnNameButNotThatOfItsNeighbour) {
  pool_.Add(client_, kPrivacy);
  const std::string before = pool_.Update(id_, R"(,"TermsName":"terms-of-use")").body;
  EXPECT_EQ(OutcomeOf(pool_.Update(id_, R"(,"TermsName":"privacy-policy")")),
            "TermsExistsException: Terms privacy-policy already exists for client " + client_);
  EXPECT_EQ(pool_.Describe(id_).body, before);
}

TEST_F(UpdateTerms, WantsHttpsUrls) {
  const std::string before = pool_.Describe(id_).body;
  EXPECT_EQ(OutcomeOf(pool_.Update(id_, R"(,"Links":{"cognito:default":"http://example.com"})")),
            "InvalidParameterException: Invalid link for cognito:default: http://example.com is not an https URL.");
  EXPECT_EQ(pool_.Describe(id_).body, before);
}

}  // namespace
}  // namespace rockpool::support
