#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::OutcomeOf;
using support::TermsPool;
using support::TestService;

TEST(DescribeTerms, ShowsWhatCreateShowed) {
  TestService service;
  TermsPool pool(service);
  const Answer created = pool.Create(pool.AddClient());
  service.clock.Advance(1000);
  EXPECT_EQ(pool.Describe(created.TextAt("Terms.TermsId")).body, created.body);
}

TEST(DescribeTerms, TellsUnknownTerms) {
  TestService service;
  TermsPool pool(service);
  TermsPool other(service);
  for (const std::string& id : {std::string(support::kStrangeTerms), other.Add(other.AddClient())}) {
    EXPECT_EQ(OutcomeOf(pool.Describe(id)), "ResourceNotFoundException: Terms does not exist.");
  }
}

TEST(DescribeTerms, ShowsNothingToOtherAccountsAndRegions) {
  TestService service;
  TermsPool pool(service);
  const std::string members = support::TextMember("TermsId", pool.Add(pool.AddClient()));
  for (const support::CallerKey& stranger : {support::CallerKey{.access_key = "123456789012"}, support::CallerKey{.region = "eu-west-1"}}) {
    EXPECT_EQ(OutcomeOf(pool.CallAs(stranger, "DescribeTerms", members)),
              "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
  }
}

}  // namespace
}  // namespace rockpool
