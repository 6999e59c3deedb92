// A protocol message as a provider sends it by HTTP-POST: from the form's field to a tree, and what all such messages have.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/federation/report.h"
#include "server/util/clock.h"
#include "server/xml/document.h"

namespace rockpool::federation {

inline constexpr std::string_view kSamlProtocol = "urn:oasis:names:tc:SAML:2.0:protocol";
inline constexpr std::string_view kSamlAssertion = "urn:oasis:names:tc:SAML:2.0:assertion";

inline constexpr std::size_t kMaxMessageBytes = 512UL * 1024;  // an assertion of 100,000 characters, encrypted, and what is around it

// What is well-formed, and no SAML that can be used. Assumed: the text.
inline constexpr const char* kResponseNotValid = "Response is not valid";

// How far the clocks of a provider and of this server may differ. Assumed.
inline constexpr util::EpochMillis kClockSkew = 5LL * 60 * 1000;

// The message of that local name, whose Version is 2.0. Base64 may be broken into lines. Throws Refusal.
xml::Document ReadMessage(std::string_view field, std::string_view name, Report& report);

// Throws Refusal, in the message's own words, unless its status is Success.
void CheckStatus(const xml::Element& message);

// The text of the Issuer that the message or assertion has; empty if it has none, or several.
std::string IssuerOf(const xml::Element& element);

// All text of the element without the blanks around it.
std::string TrimmedText(const xml::Element& element);

// AWS takes none of the characters that four bytes of UTF-8 are needed for, and no assertion of more than 100,000 characters (developer
// guide). Throw Refusal.
void RequireShortCharacters(std::string_view text);
void RequireAssertionLength(std::size_t characters);

}  // namespace rockpool::federation
