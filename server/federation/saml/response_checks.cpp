// What is asked of the message, and of who has issued the assertion in it.
#include "server/federation/refusal.h"
#include "server/federation/saml/expectation.h"
#include "server/federation/saml/message.h"
#include "server/util/time_text.h"

namespace rockpool::federation {
namespace {

constexpr util::EpochMillis kUnaskedLifetime = 6LL * 60 * 1000;  // documented

void CheckIssuer(const xml::Element& element, const Expectation& expected, Report& report) {
  const std::string issuer = IssuerOf(element);
  if (issuer != expected.peer.entity_id || expected.Pretends(Distortion::kWrongIssuer)) {
    report.Explain("the issuer is \"" + issuer + "\", the metadata's entity is \"" + expected.peer.entity_id + "\"");
    throw InvalidSamlResponse("Issuer is not valid");  // Assumed
  }
}

void CheckAge(const xml::Element& assertion, const Expectation& expected, Report& report) {
  report.Check("IssueInstant");
  const auto issued = util::ParseIsoTime(assertion.Attribute("IssueInstant").value_or(""));
  if (!issued) throw InvalidSamlResponse(kResponseNotValid);
  if (*issued - kClockSkew > expected.now) throw InvalidSamlResponse("Assertion is not yet valid");
  if (*issued + kUnaskedLifetime < expected.now) {
    report.Explain("nobody has asked for it, and it was issued more than 6 minutes ago");
    throw InvalidSamlResponse("Assertion is expired");
  }
}

}  // namespace

void CheckResponse(const xml::Element& response, const Expectation& expected, Report& report) {
  report.Check("status");
  CheckStatus(response);
  if (expected.Pretends(Distortion::kProviderError)) throw InvalidSamlResponse("wrong on purpose");
  report.Check("Destination");
  if (const auto destination = response.Attribute("Destination"); destination && *destination != expected.returned.callback) {
    report.Explain("it is for \"" + *destination + "\" and came to \"" + expected.returned.callback + "\"");
    throw InvalidSamlResponse("Destination is not valid");  // Assumed
  }
  // A response need not say who has issued it: the assertion does.
  report.Check("issuer of the response");
  if (!response.Children(kSamlAssertion, "Issuer").empty()) CheckIssuer(response, expected, report);
  report.Check("InResponseTo");
  if (response.Attribute("InResponseTo") != expected.returned.request_id || expected.Pretends(Distortion::kWrongNonce)) {
    throw InvalidSamlResponse("InResponseTo does not match the request");
  }
}

void CheckOrigin(const xml::Element& assertion, const Expectation& expected, Report& report) {
  report.Check("issuer");
  CheckIssuer(assertion, expected, report);
  if (!expected.returned.request_id) CheckAge(assertion, expected, report);
}

}  // namespace rockpool::federation
