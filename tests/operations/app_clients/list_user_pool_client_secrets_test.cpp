#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool {
namespace {

using support::ClientPool;
using support::OutcomeOf;
using support::TestService;

constexpr const char* kList = "ListUserPoolClientSecrets";

TEST(ListUserPoolClientSecrets, ShowsAllOfTheClientWithoutTheirValues) {
  TestService service;
  ClientPool pool(service);
  pool.New(R"("GenerateSecret":true)");
  const std::string id = pool.New(R"("GenerateSecret":true)");
  service.clock.Advance(5000);
  pool.CallOf("AddUserPoolClientSecret", id);
  EXPECT_EQ(pool.CallOf(kList, id).body, R"({"ClientSecrets":[{"ClientSecretCreateDate":1700000000.000,"ClientSecretId":")" + id +
                                             R"(--1700000000000"},{"ClientSecretCreateDate":1700000005.000,"ClientSecretId":")" + id +
                                             R"(--1700000005000"}]})");
}

TEST(ListUserPoolClientSecrets, IsEmptyForAPublicClient) {
  TestService service;
  ClientPool pool(service);
  EXPECT_EQ(pool.CallOf(kList, pool.New()).body, R"({"ClientSecrets":[]})");
}

TEST(ListUserPoolClientSecrets, RefusesATokenThatItNeverIssued) {
  TestService service;
  ClientPool pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallOf(kList, pool.New(), R"("NextToken":"anything")")),
            "InvalidParameterException: Invalid pagination token given.");
}

TEST(ListUserPoolClientSecrets, TellsAnUnknownClient) {
  TestService service;
  ClientPool pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallOf(kList, "nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
}

}  // namespace
}  // namespace rockpool
