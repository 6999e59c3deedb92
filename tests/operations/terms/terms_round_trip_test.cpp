// Create from generated values, update with Describe's answer, describe again: equal but for the date of the change.
#include <gtest/gtest.h>

#include "tests/operations/drawn_settings.h"
#include "tests/operations/terms/terms_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::DrawnSettings;
using support::kOk;
using support::MembersAt;
using support::OutcomeOf;
using support::TermsPool;
using support::TestService;

// The default language and a choice of others, each with a URL of its own.
std::string DrawnLinks(DrawnSettings& drawn) {
  std::string links = R"({"cognito:default":"https://example.com/")";
  for (const char* language : {"dutch", "english", "french", "bahasa-indonesia", "portuguese-brazil", "chinese-traditional"}) {
    if (drawn.Coin()) {
      const std::string path(static_cast<std::size_t>(drawn.Number(0, 900)), 'p');
      links += R"(,"cognito:)" + std::string(language) + R"(":"https://a.example/)" + path + drawn.OneOf(R"(?ä=\" # /)") + '"';
    }
  }
  return links + "}";
}

// The members of an answer that Update takes back.
std::string Sendable(const Answer& described) {
  return MembersAt(described, "Terms", {"TermsName", "TermsSource", "Enforcement", "Links"});
}

TEST(TermsRoundTrip, UpdatesToWhatDescribeShows) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    DrawnSettings drawn(seed);
    TestService service;
    TermsPool pool(service);
    const std::string links = DrawnLinks(drawn);
    const Answer created = pool.Create(pool.AddClient(), drawn.Coin() ? support::kUse : support::kPrivacy, links);
    ASSERT_EQ(OutcomeOf(created), kOk) << seed << ": " << links;
    const std::string id = created.TextAt("Terms.TermsId");
    const std::string before = Sendable(pool.Describe(id));
    ASSERT_EQ(OutcomeOf(pool.Update(id, "," + before)), kOk) << seed << ": " << before;
    EXPECT_EQ(Sendable(pool.Describe(id)), before) << seed << ": " << links;
  }
}

}  // namespace
}  // namespace rockpool
