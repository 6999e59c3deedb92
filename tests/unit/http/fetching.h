// Requests of the HTTP client, and how they end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/http/client.h"

namespace rockpool::http {

// `scheme` is http or https.
inline FetchRequest RequestTo(const std::string& scheme, const std::string& host, std::uint16_t port, const std::string& target = "/") {
  FetchRequest request;
  request.url = *ParseUrl(scheme + "://" + host + ":" + std::to_string(port) + target);
  return request;
}

// The text of the refusal; empty if there was an answer.
inline std::string ErrorOf(Client& client, const FetchRequest& request) {
  try {
    client.Fetch(request);
  } catch (const FetchError& error) {
    return error.what();
  }
  return "";
}

// The kind of the refusal; nullopt if there was an answer.
inline std::optional<FetchError::Kind> KindOf(Client& client, const FetchRequest& request) {
  try {
    client.Fetch(request);
  } catch (const FetchError& error) {
    return error.kind();
  }
  return std::nullopt;
}

}  // namespace rockpool::http
