#include "server/protocol/caller.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/protocol/common_errors.h"
#include "server/util/strings.h"

namespace rockpool::protocol {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

struct SignatureHeader {
  std::string_view credential;
  bool has_signature = false;
  bool has_signed_headers = false;
};

// "AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/cognito-idp/aws4_request, SignedHeaders=..., Signature=..."
SignatureHeader ParseSignatureHeader(std::string_view header) {
  SignatureHeader parsed;
  if (!header.starts_with(kAlgorithm)) {
    return parsed;
  }
  for (const std::string_view part : util::Split(header.substr(kAlgorithm.size()), ", ")) {
    const std::size_t equals = part.find('=');
    const std::string_view name = part.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : part.substr(equals + 1);
    if (name == "Credential") {
      parsed.credential = value;
    } else if (name == "Signature") {
      parsed.has_signature = !value.empty();
    } else if (name == "SignedHeaders") {
      parsed.has_signed_headers = !value.empty();
    }
  }
  return parsed;
}

void RequireSignature(const http::Headers& headers) {
  const auto authorization = headers.Find("Authorization");
  if (!authorization) {
    throw MissingAuthenticationTokenException();
  }
  const SignatureHeader parsed = ParseSignatureHeader(*authorization);
  std::vector<std::string> missing;
  if (util::Split(parsed.credential, "/").size() != 5) {
    missing.emplace_back("Authorization header requires 'Credential' parameter.");
  }
  if (!parsed.has_signature) {
    missing.emplace_back("Authorization header requires 'Signature' parameter.");
  }
  if (!parsed.has_signed_headers) {
    missing.emplace_back("Authorization header requires 'SignedHeaders' parameter.");
  }
  if (!headers.Find("X-Amz-Date") && !headers.Find("Date")) {
    missing.emplace_back("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (!missing.empty()) {
    throw IncompleteSignatureException(util::Join(missing, " "));
  }
}

// What is in front of .localhost may be the prefix of a domain as well.
bool LooksLikeRegion(std::string_view text) {
  const std::size_t last = text.rfind('-');
  return util::IsRegion(text) && text.size() > 2 && text.find('-') == 2 && last > 2 && last + 1 < text.size() &&
         text.find_first_not_of("0123456789", last + 1) == std::string_view::npos;
}

}  // namespace

std::string RegionOfHost(std::string_view host) {
  constexpr std::string_view kServices[] = {"cognito-idp.", "cognito-idp-fips."};
  constexpr std::string_view kAws = ".amazonaws.com";
  constexpr std::string_view kLocal = ".localhost";
  const std::string lower = util::LowerCase(host.substr(0, host.find(':')));
  std::string_view name = lower;
  if (name.ends_with(kLocal)) {
    name.remove_suffix(kLocal.size());
  } else if (name.ends_with(kAws)) {
    const auto* service = std::ranges::find_if(kServices, [name](std::string_view one) { return name.starts_with(one); });
    if (service == std::end(kServices)) {
      return {};
    }
    name.remove_suffix(kAws.size());
    name.remove_prefix(std::min(service->size(), name.size()));
  } else {
    return {};
  }
  return LooksLikeRegion(name) ? std::string(name) : std::string();
}

world::Caller CallerOf(const http::Headers& headers, std::string_view host, const api::Operation& operation, const Settings& settings) {
  if (settings.require_sigv4 && operation.is_signed) {
    RequireSignature(headers);
  }
  world::Caller caller;
  caller.account = settings.default_account;
  caller.region = settings.default_region;
  if (const std::string region = RegionOfHost(host); !region.empty()) {
    caller.region = region;
    caller.names_region = true;
  }
  if (const auto authorization = headers.Find("Authorization")) {
    const auto scope = util::Split(ParseSignatureHeader(*authorization).credential, "/");
    if (scope.size() == 5) {
      if (util::IsAccount(scope[0])) {
        caller.account = scope[0];
      }
      if (util::IsRegion(scope[2])) {
        caller.region = scope[2];
        caller.names_region = true;
      }
    }
  }
  return caller;
}

}  // namespace rockpool::protocol
