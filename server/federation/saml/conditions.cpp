#include <algorithm>
#include <vector>

#include "server/federation/refusal.h"
#include "server/federation/saml/expectation.h"
#include "server/federation/saml/message.h"
#include "server/util/time_text.h"

namespace rockpool::federation {
namespace {

std::string Seconds(util::EpochMillis millis) { return std::to_string(millis / 1000) + " s"; }

bool Names(const xml::Element& restriction, std::string_view audience) {
  return std::ranges::any_of(restriction.Children(kSamlAssertion, "Audience"),
                             [audience](const xml::Element& named) { return TrimmedText(named) == audience; });
}

// Each of several restrictions must be met (core, 2.5.1.4).
bool IsFor(const std::vector<xml::Element>& restrictions, std::string_view audience) {
  return !restrictions.empty() && std::ranges::all_of(restrictions, [audience](const auto& each) { return Names(each, audience); });
}

}  // namespace

std::optional<std::string> FaultOfTimes(const xml::Element& element, util::EpochMillis now, Report& report) {
  if (const auto text = element.Attribute("NotBefore")) {
    const auto begin = util::ParseIsoTime(*text);
    if (!begin) return kResponseNotValid;
    if (now + kClockSkew < *begin) {
      report.Explain("it begins in " + Seconds(*begin - now) + ", which is more than the clocks may differ");
      return "Assertion is not yet valid";
    }
  }
  if (const auto text = element.Attribute("NotOnOrAfter")) {
    const auto end = util::ParseIsoTime(*text);
    if (!end) return kResponseNotValid;
    if (now - kClockSkew >= *end) {
      report.Explain("it ended " + Seconds(now - *end) + " ago, which is more than the clocks may differ");
      return "Assertion is expired";
    }
  }
  return std::nullopt;
}

void CheckConditions(const xml::Element& assertion, const Expectation& expected, Report& report) {
  report.Check("times");
  const std::vector<xml::Element> conditions = assertion.Children(kSamlAssertion, "Conditions");
  if (conditions.size() > 1) throw InvalidSamlResponse(kResponseNotValid);
  auto fault = conditions.empty() ? std::nullopt : FaultOfTimes(conditions.front(), expected.now, report);
  if (expected.Pretends(Distortion::kExpired)) fault = "Assertion is expired";
  if (expected.Pretends(Distortion::kNotYetValid)) fault = "Assertion is not yet valid";
  if (fault) throw InvalidSamlResponse(*fault);

  report.Check("audience");
  const bool is_for_us =
      !conditions.empty() && IsFor(conditions.front().Children(kSamlAssertion, "AudienceRestriction"), expected.audience);
  if (!is_for_us || expected.Pretends(Distortion::kWrongAudience)) {
    report.Explain("it does not name " + expected.audience);
    throw InvalidSamlResponse("Audience restriction is not valid");
  }
}

}  // namespace rockpool::federation
