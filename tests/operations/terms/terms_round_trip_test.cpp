// What Describe shows of terms can be sent back, and makes another document like it.
#include <gtest/gtest.h>

#include "tests/operations/drawn_round_trips.h"
#include "tests/operations/terms/terms_pool.h"

namespace rockpool {
namespace {

using support::DrawnObject;
using support::DrawnSettings;
using support::RoundTrip;
using support::SetText;
using support::TermsPool;

// The default language and a choice of others, each with a URL of its own.
std::string DrawLinks(DrawnSettings& drawn) {
  DrawnObject links(drawn);
  links.SetText("cognito:default", "https://example.com/");
  for (const char* language : {"dutch", "english", "french", "spanish", "german", "bahasa-indonesia", "italian", "japanese", "korean",
                               "portuguese-brazil", "chinese-simplified", "chinese-traditional"}) {
    const std::string path(static_cast<std::size_t>(drawn.Number(0, 1000)), 'p');
    links.PerhapsText("cognito:" + std::string(language), "https://a.example/" + path + drawn.OneOf(R"(?ä=\" # /)"));
  }
  return links.Json();
}

std::string DrawTerms(DrawnSettings& drawn, const TermsPool& pool) {
  DrawnObject terms(drawn);
  terms.SetText("UserPoolId", pool.id());
  terms.SetText("ClientId", pool.AddClient());
  terms.SetText("TermsName", drawn.OneOf({support::kUse, support::kPrivacy}));
  terms.SetText("TermsSource", "LINK");
  terms.SetText("Enforcement", "NONE");
  terms.Set("Links", DrawLinks(drawn));
  return terms.Json();
}

RoundTrip TripTo(const TermsPool& other) {
  return {
      .thing = "Terms",
      .create = "CreateTerms",
      .describe = "DescribeTerms",
      .update = "UpdateTerms",
      .key = {"UserPoolId", "TermsId"},
      .dates = {"LastModifiedDate"},
      .own = {"UserPoolId", "ClientId", "TermsId", "CreationDate", "LastModifiedDate"},
      .prepare_copy =
          [&other](rapidjson::Document& terms) {
            SetText(terms, "UserPoolId", other.id());
            SetText(terms, "ClientId", other.AddClient());
          },
  };
}

TEST(Terms, GoRoundThroughDescribeUpdateAndCreate) { support::DrawnGoRoundBetween<TermsPool>("CreateTerms", 100, DrawTerms, TripTo); }

}  // namespace
}  // namespace rockpool
