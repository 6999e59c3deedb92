#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool::support {
namespace {

using DescribeTerms = PoolTest<TermsPool>;

TEST_F(DescribeTerms, ShowsTheDocumentOfThatIdAndNoOtherOfItsAppClient) {
  const std::string client = pool.AddClient();
  pool.Add(client, kUse);
  const std::string id = pool.Add(client, kPrivacy);
  EXPECT_EQ(pool.Describe(id).body, R"({"Terms":{"ClientId":")" + client +
                                        R"(","CreationDate":1700000000.000,"Enforcement":"NONE","LastModifiedDate":1700000000.000,)"
                                        R"("Links":{"cognito:default":"https://example.com/terms"},"TermsId":")" +
                                        id + R"(","TermsName":"privacy-policy","TermsSource":"LINK","UserPoolId":")" + pool.id() +
                                        R"("}})");
}

}  // namespace
}  // namespace rockpool::support
