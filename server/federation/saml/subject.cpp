#include <vector>

#include "server/federation/refusal.h"
#include "server/federation/saml/expectation.h"
#include "server/federation/saml/message.h"
#include "server/util/time_text.h"

namespace rockpool::federation {
namespace {

constexpr std::string_view kBearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

// The one child of that name.
std::optional<xml::Element> OnlyChild(const xml::Element& element, std::string_view name) {
  const std::vector<xml::Element> children = element.Children(kSamlAssertion, name);
  return children.size() == 1 ? std::optional(children.front()) : std::nullopt;
}

std::optional<std::string> FaultOf(const xml::Element& data, const Expectation& expected, Report& report) {
  report.Check("InResponseTo of the subject");
  if (data.Attribute("InResponseTo") != expected.returned.request_id) return "InResponseTo does not match the request";
  report.Check("Recipient");
  if (data.Attribute("Recipient") != expected.returned.callback) {
    report.Explain("it is \"" + data.Attribute("Recipient").value_or("") + "\", and this came to \"" + expected.returned.callback + "\"");
    return "Recipient is not valid";
  }
  report.Check("times of the subject");
  // The profile wants an end of it (4.1.4.2), and without one nobody would know for how long to remember that it was used.
  if (!data.Attribute("NotOnOrAfter")) {
    report.Explain("SubjectConfirmationData has no NotOnOrAfter");
    return "Assertion is expired";
  }
  return FaultOfTimes(data, expected.now, report);
}

}  // namespace

Subject CheckSubject(const xml::Element& assertion, const Expectation& expected, Report& report) {
  report.Check("NameID");
  const auto subject = OnlyChild(assertion, "Subject");
  const auto name = subject ? OnlyChild(*subject, "NameID") : std::nullopt;
  Subject checked;
  if (name) checked.name_id = TrimmedText(*name);
  if (checked.name_id.empty()) throw InvalidSamlResponse("NameID is missing");
  checked.name_id_format = name->Attribute("Format").value_or("");

  // Of several confirmations one must hold (core, 2.4.1); what is told is the fault of the first.
  std::optional<std::string> fault;
  for (const xml::Element& confirmation : subject->Children(kSamlAssertion, "SubjectConfirmation")) {
    const auto data = OnlyChild(confirmation, "SubjectConfirmationData");
    if (confirmation.Attribute("Method") != kBearer || !data) continue;
    auto own_fault = FaultOf(*data, expected, report);
    if (!own_fault) {
      checked.end = util::ParseIsoTime(data->Attribute("NotOnOrAfter").value_or("")).value_or(0);
      return checked;
    }
    if (!fault) fault = std::move(own_fault);
  }
  if (!fault) report.Explain("no SubjectConfirmation of a bearer has SubjectConfirmationData");
  throw InvalidSamlResponse(fault.value_or("Recipient is not valid"));
}

}  // namespace rockpool::federation
