// What a response is held against, and the checks that hold it. Each throws Refusal with the text that AWS, or as far as nobody has seen
// one of docs/fidelity.md, has for it.
#pragma once

#include <optional>
#include <string>

#include "server/federation/claims.h"
#include "server/federation/report.h"
#include "server/federation/saml/metadata.h"
#include "server/federation/saml/relying_party.h"
#include "server/federation/stand_ins/provider_door.h"
#include "server/util/clock.h"
#include "server/xml/document.h"

namespace rockpool::federation {

struct Expectation {
  const SamlPeer& peer;
  const SamlReturn& returned;
  std::string audience;       // our own entity ID
  util::EpochMillis now = 0;  // wall time
  std::optional<Distortion> distortion{};

  // Whether this is to go wrong, though it does not.
  bool Pretends(Distortion fault) const { return distortion == fault; }
};

// Status, Destination, Issuer, InResponseTo.
void CheckResponse(const xml::Element& response, const Expectation& expected, Report& report);

// Issuer, and of an assertion that nobody has asked for that it was issued lately.
void CheckOrigin(const xml::Element& assertion, const Expectation& expected, Report& report);

struct Subject {
  std::string name_id;
  std::string name_id_format;
  util::EpochMillis end = 0;  // of the confirmation that held
};
// NameID, and a bearer's confirmation of which InResponseTo, Recipient and times are right.
Subject CheckSubject(const xml::Element& assertion, const Expectation& expected, Report& report);

// Times and audience.
void CheckConditions(const xml::Element& assertion, const Expectation& expected, Report& report);

// What is wrong with the attributes NotBefore and NotOnOrAfter of the element at `now`, each of which may be absent; the reason goes to
// the report. nullopt if nothing is.
std::optional<std::string> FaultOfTimes(const xml::Element& element, util::EpochMillis now, Report& report);

}  // namespace rockpool::federation
