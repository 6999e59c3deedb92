#include "server/http/beast/look_ups.h"

#include <netdb.h>

#include <array>
#include <exception>
#include <map>
#include <system_error>
#include <thread>
#include <utility>

#include "server/http/client.h"
#include "server/util/thread_safety.h"

namespace rockpool::http::beast {
namespace {

// How a look-up ended. A failure goes on as text: an exception that two threads hold ends in whichever lets go last, counted inside of the
// standard library where ThreadSanitizer cannot see it.
struct LookUp {
  bool is_over = false;
  std::vector<std::string> addresses;
  std::string failure;  // empty if there is none
};

LookUp Attempt(const Resolver& resolver, const std::string& host) {
  try {
    return {true, resolver(host), {}};
  } catch (const std::exception& error) {
    return {true, {}, error.what()};
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

// Shared with the threads that look up.
struct LookUps::State {
  explicit State(Resolver resolve) : resolver(std::move(resolve)) {}

  const Resolver resolver;
  util::Mutex mutex;
  util::StoppableCondition one_is_over;
  std::map<std::string, std::shared_ptr<LookUp>> under_way ROCKPOOL_GUARDED_BY(mutex);  // by host; what they point to as well

  // The thread waits for the mutex when it is done.
  static std::shared_ptr<LookUp> Begin(const std::shared_ptr<State>& state, const std::string& host) ROCKPOOL_REQUIRES(state->mutex) {
    auto look_up = std::make_shared<LookUp>();
    state->under_way.emplace(host, look_up);
    try {
      std::thread([state, host, look_up] {
        LookUp found = Attempt(state->resolver, host);
        {
          const util::LockGuard lock(state->mutex);
          *look_up = std::move(found);
          state->under_way.erase(host);
        }
        state->one_is_over.NotifyAll();
      }).detach();
    } catch (const std::system_error&) {
      state->under_way.erase(host);
      throw FetchError(host + " cannot be looked up: no thread is left");
    }
    return look_up;
  }
};

LookUps::LookUps(Resolver resolver) : state_(std::make_shared<State>(std::move(resolver))) {}

std::vector<std::string> LookUps::AddressesOf(const std::string& host, Deadline deadline, const std::stop_token& stop) {
  const util::LockGuard lock(state_->mutex);
  const auto found = state_->under_way.find(host);
  const std::shared_ptr<const LookUp> look_up = found != state_->under_way.end() ? found->second : State::Begin(state_, host);
  while (!look_up->is_over && state_->one_is_over.WaitUntil(state_->mutex, deadline, stop)) {
  }
  if (!look_up->is_over) {
    if (stop.stop_requested()) {
      throw FetchError(host + ": " + kStopped);
    }
    throw FetchError(host + " could not be looked up in time", FetchError::Kind::kTimedOut);
  }
  if (!look_up->failure.empty()) {
    throw FetchError(look_up->failure);
  }
  return look_up->addresses;
}

}  // namespace rockpool::http::beast
