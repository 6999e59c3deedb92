#include "server/http/beast/client.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "server/http/beast/request_text.h"
#include "server/http/beast/response_reader.h"
#include "server/http/client.h"

namespace rockpool::http::beast {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBytes = 16UL * 1024;

Deadline Within(std::chrono::milliseconds time, Deadline whole) { return std::min(Clock::now() + time, whole); }

// The place that a response sends on to; nullopt for one that sends nowhere.
std::optional<std::string> LocationOf(const FetchResponse& response) {
  constexpr std::array kStatuses{301, 302, 303, 307, 308};
  const auto location = response.headers.Find("Location");
  const bool is_redirect = std::ranges::find(kStatuses, response.status) != kStatuses.end() && location && !location->empty();
  return is_redirect ? std::optional<std::string>(*location) : std::nullopt;
}

Url RedirectedFrom(const Url& from, const std::string& location) {
  std::optional<Url> to = ResolveUrl(from, location);
  if (!to) {
    throw FetchError(from.host + " redirects to a place that cannot be read");
  }
  if (from.https && !to->https) {
    throw FetchError(from.host + " redirects from https to http");
  }
  return *std::move(to);
}

FetchResponse Exchange(ClientStream& stream, const FetchRequest& request, const std::string& text, Deadline whole) {
  stream.Write(text, {whole, "the request could not be sent in time"});
  ResponseReader reader(request.max_body_bytes, request.method == "HEAD");
  std::array<char, kReadBytes> space{};
  TimeLimit limit{Within(request.times.first_byte, whole), "there was no answer in time"};
  bool done = false;
  while (!done) {
    const std::size_t bytes = stream.ReadSome(space, limit);
    limit = {whole, "the answer did not end in time"};
    if (bytes == 0) {
      reader.Ended();
    }
    done = bytes == 0 || reader.Received({space.data(), bytes});
    if (request.body_grows) {
      request.body_grows(reader.BodyBytes());
    }
  }
  return reader.Take();
}

}  // namespace

FetchResponse Client::Fetch(const FetchRequest& request) {
  const Deadline whole = Clock::now() + request.times.whole;
  const HostClass host_class = ClassOfHost(request.url.host);
  if (host_class == HostClass::kForbidden) {
    throw FetchError(request.url.host + " is a host that nothing is fetched from");
  }
  Url url = request.url;
  for (int redirects = 0;; ++redirects) {
    FetchResponse response = FetchOnce(request, url, host_class, whole);
    const std::optional<std::string> location = LocationOf(response);
    if (!location || !MayFollowRedirects(request)) {
      return response;
    }
    if (redirects == request.max_redirects) {
      throw FetchError(request.url.host + " redirects too often");
    }
    url = RedirectedFrom(url, *location);
    if (ClassOfHost(url.host) != host_class) {
      throw FetchError(request.url.host + " redirects to another kind of host, " + url.host);
    }
  }
}

FetchResponse Client::FetchOnce(const FetchRequest& request, const Url& url, HostClass host_class, Deadline whole) {
  if (stop_.stop_requested()) {
    throw FetchError(url.host + ": " + kStopped);
  }
  std::string text;
  try {
    text = RequestText(request, url);
  } catch (const FetchError& error) {
    throw FetchError(url.host + ": " + error.what(), error.kind());
  }
  const std::shared_ptr<void> slot = request.capped ? slots_.Take(url.host) : nullptr;
  const std::unique_ptr<ClientStream> stream = Connect(request, url, host_class, whole);
  try {
    return Exchange(*stream, request, text, whole);
  } catch (const FetchError& error) {
    throw FetchError(url.host + ": " + error.what(), error.kind());
  }
}

std::pair<std::vector<std::string>, std::uint16_t> Client::PlaceOf(const FetchRequest& request, const Url& url, HostClass host_class,
                                                                   Deadline whole) {
  const auto elsewhere = std::ranges::find(connect_to_, url.host, &ConnectTo::host);
  if (elsewhere != connect_to_.end()) {
    return {{elsewhere->address}, elsewhere->port};
  }
  std::vector<std::string> addresses{url.host};
  if (!IsAddress(url.host)) {
    addresses = look_ups_.AddressesOf(url.host, Within(request.times.resolve, whole), stop_.get_token());
  }
  for (const std::string& address : addresses) {
    if (ClassOfAddress(address) != host_class) {
      throw FetchError(url.host + " has an address of another kind than its name, " + address);
    }
  }
  return {std::move(addresses), url.port};
}

std::unique_ptr<ClientStream> Client::Connect(const FetchRequest& request, const Url& url, HostClass host_class, Deadline whole) {
  const auto [addresses, port] = PlaceOf(request, url, host_class, whole);
  const Deadline connected = Within(request.times.connect, whole);
  FetchError reason("it has no address");
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    // Each address may use its share of the time, so that one that is silent leaves some for the next.
    const auto now = Clock::now();
    const Deadline connected_by = now + (connected - now) / static_cast<int>(addresses.size() - i);
    const Destination destination{addresses[i], port, url.host};
    try {
      return url.https ? OpenTls(destination, trust_, connected_by, {request.times.tls, whole}, stop_.get_token())
                       : OpenPlain(destination, connected_by, stop_.get_token());
    } catch (const FetchError& error) {
      reason = error;
    }
  }
  throw FetchError(url.host + ": " + reason.what(), reason.kind());
}

class CallSlots::Slot {
 public:
  Slot(std::shared_ptr<State> state, const std::string& host) : state_(std::move(state)), host_(host) {
    State& all = *state_;
    const util::LockGuard lock(all.mutex);
    const auto found = all.taken.find(host_);
    if (found != all.taken.end() && found->second >= all.per_host) {
      throw FetchError(host_ + ": too many calls to it are under way (" + std::to_string(all.per_host) + ")");
    }
    ++all.taken[host_];
  }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  ~Slot() {
    State& all = *state_;
    const util::LockGuard lock(all.mutex);
    const auto found = all.taken.find(host_);
    if (--found->second == 0) {
      all.taken.erase(found);
    }
  }

 private:
  const std::shared_ptr<State> state_;
  const std::string host_;
};

std::shared_ptr<void> CallSlots::Take(const std::string& host) { return std::make_shared<Slot>(state_, host); }

}  // namespace rockpool::http::beast
