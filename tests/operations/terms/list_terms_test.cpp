#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool::support {
namespace {

using ListTerms = PoolTest<TermsPool>;

TEST_F(ListTerms, ShowsFiveMembersOfEach) {
  const std::string id = pool.Add(pool.AddClient());
  service.clock.Advance(250);
  pool.Update(id);
  EXPECT_EQ(pool.List().body,
            R"({"Terms":[{"CreationDate":1700000000.000,"Enforcement":"NONE","LastModifiedDate":1700000000.250,"TermsId":")" + id +
                R"(","TermsName":"terms-of-use"}]})");
}

}  // namespace
}  // namespace rockpool::support
