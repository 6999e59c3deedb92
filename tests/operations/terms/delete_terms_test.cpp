#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool::support {
namespace {

using DeleteTerms = PoolTest<TermsPool>;

TEST_F(DeleteTerms, SparesTheOtherOneOfTheAppClient) {
  const std::string client = pool.AddClient();
  const std::string id = pool.Add(client);
  const std::string kept = pool.Add(client, kPrivacy);
  ASSERT_EQ(OutcomeOf(pool.Delete(id)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Describe(kept)), kOk);
}

}  // namespace
}  // namespace rockpool::support
