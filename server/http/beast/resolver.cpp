#include "server/http/beast/resolver.h"

#include <netdb.h>

#include <array>
#include <exception>
#include <future>
#include <memory>
#include <thread>
#include <utility>

#include "server/http/client.h"

namespace rockpool::http::beast {
namespace {

// How a look-up on another thread ended. A failure goes back as text: an exception that two threads hold ends in whichever lets go last,
// counted inside of the standard library where ThreadSanitizer cannot see it.
struct LookUp {
  std::vector<std::string> addresses;
  std::string failure;  // empty if there is none
};

LookUp Attempt(const Resolver& resolver, const std::string& host) {
  try {
    return {resolver(host), {}};
  } catch (const std::exception& error) {
    return {{}, error.what()};
  }
}

}  // namespace

std::vector<std::string> SystemResolve(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  if (const int error = getaddrinfo(host.c_str(), nullptr, &hints, &raw); error != 0) {
    throw FetchError(host + " cannot be found: " + gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> found(raw, &freeaddrinfo);

  std::vector<std::string> addresses;
  for (const addrinfo* entry = found.get(); entry != nullptr; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
      addresses.emplace_back(text.data());
    }
  }
  if (addresses.empty()) {
    throw FetchError(host + " has no address");
  }
  return addresses;
}

std::vector<std::string> ResolveBy(std::chrono::steady_clock::time_point deadline, const Resolver& resolver, const std::string& host) {
  std::packaged_task<LookUp()> look_up([resolver, host] { return Attempt(resolver, host); });
  std::future<LookUp> result = look_up.get_future();
  std::thread(std::move(look_up)).detach();
  if (result.wait_until(deadline) != std::future_status::ready) {
    throw FetchError(host + " could not be looked up in time");
  }
  LookUp found = result.get();
  if (!found.failure.empty()) {
    throw FetchError(found.failure);
  }
  return std::move(found.addresses);
}

}  // namespace rockpool::http::beast
