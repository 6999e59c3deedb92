// Writing what a SAML provider answers.
#include <algorithm>
#include <utility>

#include "server/api/json.h"
#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/keys.h"
#include "server/federation/stand_ins/saml_message.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/federation/stand_ins/typed_claims.h"
#include "server/util/random.h"
#include "server/util/time_text.h"
#include "server/xml/document.h"
#include "server/xml/encryption.h"
#include "server/xml/signature.h"

namespace rockpool::federation {
namespace {

using util::EpochMillis;

constexpr EpochMillis kHour = 60 * kMinute;
constexpr std::string_view kNamespaces =
    R"(xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion")";
constexpr std::string_view kUnspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

std::string DrawId(const Call& call) { return "_" + util::RandomUuid(call.world.random); }

// ` name="value"`, or nothing of an empty value.
std::string Attribute(std::string_view name, std::string_view value) {
  return value.empty() ? "" : " " + std::string(name) + "=\"" + xml::Escaped(value) + "\"";
}

std::string Element(std::string_view name, std::string_view attributes, std::string_view content) {
  return "<" + std::string(name) + std::string(attributes) + ">" + std::string(content) + "</" + std::string(name) + ">";
}

std::string ValueText(const rapidjson::Value& value) {
  if (value.IsString()) {
    return std::string(api::TextOf(value));
  }
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string AttributeXml(std::string_view name, const rapidjson::Value& value) {
  std::string values;
  const auto add = [&values](const rapidjson::Value& one) { values += Element("saml:AttributeValue", "", xml::Escaped(ValueText(one))); };
  if (value.IsArray()) {
    std::ranges::for_each(value.GetArray(), add);
  } else {
    add(value);
  }
  return Element("saml:Attribute", Attribute("Name", name), values);
}

std::string AttributesXml(const std::string& claims) {
  rapidjson::Document document;
  api::ParseStoredJson(claims, document);
  std::string attributes;
  for (const auto& member : document.GetObject()) {
    if (!member.value.IsNull()) {
      attributes += AttributeXml(api::TextOf(member.name), member.value);
    }
  }
  return attributes.empty() ? "" : Element("saml:AttributeStatement", "", attributes);
}

struct Times {
  EpochMillis issued;
  EpochMillis not_before;
  EpochMillis not_after;
};

Times TimesFor(const Call& call, const std::optional<Wrong>& wrong) {
  EpochMillis now = call.world.wall_clock.Now();
  if (wrong == Wrong::kExpired) {
    now -= 24 * kHour;
  } else if (wrong == Wrong::kNotYetValid) {
    return {now, now + 24 * kHour, now + 25 * kHour};
  }
  return {now, now - kMinute, now + 5 * kMinute};
}

// What an assertion says, in the order of its parts.
std::string AssertionXml(const Call& call, const SamlAnswer& answer, const Identity& identity, const std::string& id,
                         const std::optional<Wrong>& wrong) {
  const Times times = TimesFor(call, wrong);
  const std::string request_id = wrong == Wrong::kWrongNonce ? "_the-request-of-another-browser" : answer.request_id;
  const std::string audience =
      wrong == Wrong::kWrongAudience ? "urn:amazon:cognito:sp:another-pool" : "urn:amazon:cognito:sp:" + call.provider.user_pool_id;
  const std::string not_after = Attribute("NotOnOrAfter", util::IsoTime(times.not_after));
  const std::string issuer = wrong == Wrong::kWrongIssuer ? "https://other.example/saml" : EntityIdOfStandIn(call.world, call.provider);
  const std::string confirmed = Element("saml:SubjectConfirmationData",
                                        not_after + Attribute("Recipient", answer.callback) + Attribute("InResponseTo", request_id), "");
  const std::string subject = Element("saml:NameID", Attribute("Format", kUnspecified), xml::Escaped(identity.subject)) +
                              Element("saml:SubjectConfirmation", Attribute("Method", "urn:oasis:names:tc:SAML:2.0:cm:bearer"), confirmed);
  const std::string conditions = Element("saml:AudienceRestriction", "", Element("saml:Audience", "", xml::Escaped(audience)));
  const std::string context =
      Element("saml:AuthnContext", "",
              Element("saml:AuthnContextClassRef", "", "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"));
  const std::string issued = util::IsoTime(times.issued);
  const std::string attributes = " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"" + Attribute("ID", id) +
                                 Attribute("IssueInstant", issued) + " Version=\"2.0\"";
  return Element("saml:Assertion", attributes,
                 Element("saml:Issuer", "", xml::Escaped(issuer)) + Element("saml:Subject", "", subject) +
                     Element("saml:Conditions", Attribute("NotBefore", util::IsoTime(times.not_before)) + not_after, conditions) +
                     Element("saml:AuthnStatement", Attribute("AuthnInstant", issued) + Attribute("SessionIndex", DrawId(call)), context) +
                     AttributesXml(wrong == Wrong::kNoEmail ? WithoutEmail(call.provider, identity.claims) : identity.claims));
}

// Without the declaration that a serialiser may put before the element.
std::string WithoutDeclaration(std::string xml) {
  if (xml.starts_with("<?xml")) {
    xml.erase(0, xml.find("?>") + 2);
    xml.erase(0, std::min(xml.find('<'), xml.size()));
  }
  return xml;
}

std::string Signed(const Call& call, const std::string& xml, const std::string& id, const std::optional<Wrong>& wrong) {
  const bool is_strange = wrong == Wrong::kOtherKey || wrong == Wrong::kKeyRotated;
  const auto key = is_strange ? StrangeKey(call.world, call.provider) : KeyOf(call.world, call.provider);
  std::string signed_xml = WithoutDeclaration(xml::Sign(xml, id, key->key, key->certificate));
  if (wrong == Wrong::kBadSignature) {
    constexpr std::string_view kValue = "SignatureValue>";
    const auto begin = signed_xml.find(kValue);
    const auto first = begin == std::string::npos ? begin : signed_xml.find_first_not_of(" \r\n\t", begin + kValue.size());
    if (first != std::string::npos) {
      signed_xml[first] = signed_xml[first] == 'A' ? 'B' : 'A';
    }
  }
  return signed_xml;
}

std::string StatusXml(std::string_view code, std::string_view message) {
  if (message.empty()) {
    return Element("samlp:Status", "", Element("samlp:StatusCode", Attribute("Value", code), ""));
  }
  const std::string inner = Element("samlp:StatusCode", Attribute("Value", code), "");
  return Element("samlp:Status", "",
                 Element("samlp:StatusCode", Attribute("Value", "urn:oasis:names:tc:SAML:2.0:status:Responder"), inner) +
                     Element("samlp:StatusMessage", "", xml::Escaped(message)));
}

std::string Envelope(const Call& call, std::string_view name, const std::string& id, const SamlAnswer& answer, std::string_view issuer,
                     std::string_view content) {
  return Element("samlp:" + std::string(name),
                 " " + std::string(kNamespaces) + Attribute("Destination", answer.callback) + Attribute("ID", id) +
                     Attribute("InResponseTo", answer.request_id) + Attribute("IssueInstant", util::IsoTime(call.world.wall_clock.Now())) +
                     " Version=\"2.0\"",
                 Element("saml:Issuer", "", xml::Escaped(issuer)) + std::string(content));
}

// The ID of the assertion that was sent before, where one was and it is to come again; else a new one, which is kept.
std::string AssertionId(const Call& call) {
  std::string fresh = DrawId(call);
  std::string last;
  WithTraffic(call.world, call.provider, [&last](const Traffic& traffic) { last = traffic.last_assertion; });
  if (!last.empty() && TakeFault(call.world, call.provider, {Wrong::kReplayed})) {
    return last;
  }
  WithTraffic(call.world, call.provider, [&fresh](Traffic& traffic) { traffic.last_assertion = fresh; });
  return fresh;
}

}  // namespace

std::string ResponseFor(const Call& call, const SamlAnswer& answer, const Identity& identity) {
  const auto fault = TakeFault(call.world, call.provider,
                               {Wrong::kBadSignature, Wrong::kOtherKey, Wrong::kKeyRotated, Wrong::kWrongIssuer, Wrong::kWrongAudience,
                                Wrong::kWrongNonce, Wrong::kExpired, Wrong::kNotYetValid, Wrong::kNoEmail, Wrong::kUnencrypted});
  const std::optional<Wrong> wrong = fault ? std::optional(fault->wrong) : std::nullopt;
  const std::string id = AssertionId(call);
  std::string assertion = Signed(call, AssertionXml(call, answer, identity, id, wrong), id, wrong);
  if (call.provider.IsOn("EncryptedResponses") && wrong != Wrong::kUnencrypted) {
    assertion = WithoutDeclaration(xml::Encrypt(assertion, call.provider.Detail("ActiveEncryptionCertificate")));
  }
  SamlAnswer outer = answer;
  if (wrong == Wrong::kWrongNonce) {
    outer.request_id = "_the-request-of-another-browser";
  }
  const std::string issuer = wrong == Wrong::kWrongIssuer ? "https://other.example/saml" : EntityIdOfStandIn(call.world, call.provider);
  return Envelope(call, "Response", DrawId(call), outer, issuer, StatusXml(kSuccessStatus, "") + assertion);
}

std::string RefusalFor(const Call& call, const SamlAnswer& answer, std::string_view message) {
  return Envelope(call, "Response", DrawId(call), answer, EntityIdOfStandIn(call.world, call.provider),
                  StatusXml(kAuthnFailedStatus, message));
}

std::string LogoutResponseFor(const Call& call, const SamlAnswer& answer) {
  const std::string id = DrawId(call);
  const std::string xml =
      Envelope(call, "LogoutResponse", id, answer, EntityIdOfStandIn(call.world, call.provider), StatusXml(kSuccessStatus, ""));
  return Signed(call, xml, id, std::nullopt);
}

}  // namespace rockpool::federation
