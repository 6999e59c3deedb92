#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using ListUserPoolClientSecrets = PoolTest<ClientPool>;

constexpr const char* kList = "ListUserPoolClientSecrets";

TEST_F(ListUserPoolClientSecrets, ShowsAllOfTheClientWithoutTheirValues) {
  pool.New(R"("GenerateSecret":true)");
  const std::string id = pool.New(R"("GenerateSecret":true)");
  service.clock.Advance(5000);
  pool.CallOf("AddUserPoolClientSecret", id);
  EXPECT_EQ(pool.CallOf(kList, id).body, R"({"ClientSecrets":[{"ClientSecretCreateDate":1700000000.000,"ClientSecretId":")" + id +
                                             R"(--1700000000000"},{"ClientSecretCreateDate":1700000005.000,"ClientSecretId":")" + id +
                                             R"(--1700000005000"}]})");
}

TEST_F(ListUserPoolClientSecrets, IsEmptyForAPublicClient) { EXPECT_EQ(pool.CallOf(kList, pool.New()).body, R"({"ClientSecrets":[]})"); }

TEST_F(ListUserPoolClientSecrets, RefusesATokenThatItNeverIssued) {
  EXPECT_EQ(OutcomeOf(pool.CallOf(kList, pool.New(), R"("NextToken":"anything")")),
            "InvalidParameterException: Invalid pagination token given.");
}

TEST_F(ListUserPoolClientSecrets, TellsAnUnknownClient) {
  EXPECT_EQ(OutcomeOf(pool.CallOf(kList, "nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
}

}  // namespace
}  // namespace rockpool::support
