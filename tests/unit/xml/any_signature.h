// SAML messages signed in any way that xmlsec1 knows, so that what rockpool refuses is refused for what it is, and not for being signed
// wrongly.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rockpool::xml {

inline constexpr std::string_view kAssertionSpace = "urn:oasis:names:tc:SAML:2.0:assertion";

inline constexpr const char* kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr const char* kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr const char* kInclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
inline constexpr const char* kRsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
inline constexpr const char* kSha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

// "<ds:Transform>" of an algorithm, with something inside.
std::string Transform(std::string_view algorithm, std::string_view content = "");

// An empty signature, to be filled by SignAsWritten.
struct Template {
  std::string uri = "#_a";
  std::vector<std::string> transforms = {Transform(kEnveloped), Transform(kExclusive)};
  std::string canonicalization = kExclusive;
  std::string algorithm = kRsaSha256;
  std::string digest = kSha256;
  std::string more_references = {};
  std::string behind = {};  // what follows SignatureValue

  std::string Text() const;
};

std::string Reference(const Template& of);

// An assertion about somebody, with the text of a signature in its place.
std::string Assertion(std::string_view id, std::string_view name, std::string_view signature = "");

// A response around anything.
std::string Response(std::string_view id, std::string_view content, std::string_view signature = "");

// Fills all templates by the private key (PEM), in the order of the document.
std::string SignAsWritten(const std::string& xml, std::string_view pem);

// The same by an HMAC.
std::string SignByHmac(const std::string& xml, std::string_view secret);

// From "<ds:Signature" to its end.
std::string SignatureIn(std::string_view xml);

std::string Without(std::string text, std::string_view part);
std::string With(std::string text, std::string_view part, std::string_view other);

}  // namespace rockpool::xml
