#include "server/http/beast/client.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace rockpool::http::beast {
namespace {

constexpr std::size_t kReadBytes = 16UL * 1024;

bool IsRedirect(const ReceivedResponse& response) {
  constexpr std::array kStatuses{301, 302, 303, 307, 308};
  return std::ranges::find(kStatuses, response.status) != kStatuses.end() && !response.location.empty();
}

Url RedirectedFrom(const Url& from, const std::string& location) {
  std::string text = location;
  if (text.starts_with("//")) {
    text.insert(0, from.https ? "https:" : "http:");
  } else if (text.starts_with('/')) {
    text.insert(0, from.Origin());
  }
  std::optional<Url> to = ParseUrl(text);
  if (!to) {
    throw FetchError(from.host + " redirects to a place that cannot be read");
  }
  if (from.https && !to->https) {
    throw FetchError(from.host + " redirects from https to http");
  }
  return *std::move(to);
}

bool IsAddress(const std::string& host) { return ClassOfAddress(host) != HostClass::kForbidden; }

std::string RequestFor(const Url& url) {
  const std::string origin = url.Origin();
  return "GET " + url.target + " HTTP/1.1\r\nHost: " + origin.substr(origin.find("//") + 2) +
         "\r\nUser-Agent: rockpool\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n";
}

}  // namespace

FetchResponse Client::Get(const FetchRequest& request) {
  const Deadline deadline = std::chrono::steady_clock::now() + request.timeout;
  const HostClass host_class = ClassOfHost(request.url.host);
  if (host_class == HostClass::kForbidden) {
    throw FetchError(request.url.host + " is a host that nothing is fetched from");
  }
  Url url = request.url;
  for (int redirects = 0;; ++redirects) {
    ReceivedResponse response = Fetch(url, host_class, request.max_body_bytes, deadline);
    if (!IsRedirect(response)) {
      return {response.status, std::move(response.body)};
    }
    if (redirects == request.max_redirects) {
      throw FetchError(request.url.host + " redirects too often");
    }
    url = RedirectedFrom(url, response.location);
    if (ClassOfHost(url.host) != host_class) {
      throw FetchError(request.url.host + " redirects to another kind of host, " + url.host);
    }
  }
}

ReceivedResponse Client::Fetch(const Url& url, HostClass host_class, std::size_t max_body_bytes, Deadline deadline) {
  const std::unique_ptr<ClientStream> stream = Connect(url, host_class, deadline);
  try {
    stream->Write(RequestFor(url));
    ResponseReader reader(max_body_bytes);
    std::array<char, kReadBytes> space{};
    bool done = false;
    while (!done) {
      const std::size_t bytes = stream->ReadSome(space);
      if (bytes == 0) {
        reader.Ended();
      }
      done = bytes == 0 || reader.Received({space.data(), bytes});
    }
    return reader.Take();
  } catch (const FetchError& error) {
    throw FetchError(url.host + ": " + error.what());
  }
}

std::unique_ptr<ClientStream> Client::Connect(const Url& url, HostClass host_class, Deadline deadline) {
  const std::vector<std::string> addresses = IsAddress(url.host) ? std::vector{url.host} : ResolveBy(deadline, resolver_, url.host);
  for (const std::string& address : addresses) {
    if (ClassOfAddress(address) != host_class) {
      throw FetchError(url.host + " has an address of another kind than its name, " + address);
    }
  }
  std::string reason = "it has no address";
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    // Each address may use its share of the time, so that one that is silent leaves some for the next.
    const auto now = std::chrono::steady_clock::now();
    const Deadline connected_by = now + (deadline - now) / static_cast<int>(addresses.size() - i);
    const Destination destination{addresses[i], url.port, url.host};
    try {
      return url.https ? OpenTls(destination, trust_, connected_by, deadline) : OpenPlain(destination, connected_by, deadline);
    } catch (const FetchError& error) {
      reason = error.what();
    }
  }
  throw FetchError(url.host + ": " + reason);
}

}  // namespace rockpool::http::beast
