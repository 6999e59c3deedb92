#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::OutcomeOf;
using support::TermsPool;
using support::TestService;

using Ids = std::vector<std::string>;

Ids IdsOf(const Answer& answer) {
  Ids ids;
  for (const auto& terms : answer.At("Terms").GetArray()) {
    ids.emplace_back(terms["TermsId"].GetString());
  }
  return ids;
}

std::string Asking(int max_results, const std::string& token = "") {
  return R"("MaxResults":)" + std::to_string(max_results) + (token.empty() ? "" : R"(,"NextToken":")" + token + R"(")");
}

TEST(ListTerms, ShowsFiveMembersOfEach) {
  TestService service;
  TermsPool pool(service);
  const std::string id = pool.Add(pool.AddClient());
  service.clock.Advance(250);
  pool.Update(id);
  EXPECT_EQ(pool.List().body,
            R"({"Terms":[{"CreationDate":1700000000.000,"Enforcement":"NONE","LastModifiedDate":1700000000.250,"TermsId":")" + id +
                R"(","TermsName":"terms-of-use"}]})");
}

TEST(ListTerms, ShowsAnEmptyListOfAPoolWithoutAny) {
  TestService service;
  EXPECT_EQ(TermsPool(service).List().body, R"({"Terms":[]})");
}

TEST(ListTerms, PagesThroughTheTermsOfAllAppClientsInTheOrderOfIds) {
  TestService service;
  TermsPool pool(service);
  TermsPool other(service);
  other.Add(other.AddClient());
  Ids added;
  for (int client = 0; client < 3; ++client) {
    added.push_back(pool.Add(pool.AddClient()));
  }
  std::ranges::sort(added);
  Ids seen;
  std::string token;
  do {
    const Answer page = pool.List(Asking(1, token));
    ASSERT_EQ(page.At("Terms").Size(), 1u);
    seen.push_back(IdsOf(page).front());
    token = page.Has("NextToken") ? page.TextAt("NextToken") : "";
  } while (!token.empty());
  EXPECT_EQ(seen, added);
}

TEST(ListTerms, ShowsSixtyWhereTheRequestAsksForNoNumber) {
  TestService service;
  TermsPool pool(service);
  for (int client = 0; client < 61; ++client) {
    pool.Add(pool.AddClient());
  }
  const Answer page = pool.List();
  EXPECT_EQ(page.At("Terms").Size(), 60u);
  EXPECT_EQ(pool.List(Asking(60, page.TextAt("NextToken"))).At("Terms").Size(), 1u);
}

TEST(ListTerms, RefusesTokensThatItDidNotGive) {
  TestService service;
  TermsPool pool(service);
  TermsPool other(service);
  for (int client = 0; client < 2; ++client) {
    pool.Add(pool.AddClient());
    other.Add(other.AddClient());
  }
  for (const std::string& token : {std::string("x"), other.List(Asking(1)).TextAt("NextToken")}) {
    EXPECT_EQ(OutcomeOf(pool.List(Asking(1, token))), "InvalidParameterException: Invalid pagination token given.");
  }
}

TEST(ListTerms, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("ListTerms", R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
