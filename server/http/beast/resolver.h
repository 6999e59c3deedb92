// Names to addresses, within a time limit.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace rockpool::http::beast {

// The addresses of a host as text, never none; throws FetchError. May block for long; any thread may call it, by several at once.
using Resolver = std::function<std::vector<std::string>(const std::string& host)>;

// Asks the system: its hosts file, then DNS.
std::vector<std::string> SystemResolve(const std::string& host);

// Asks `resolver`, and throws FetchError if it has not answered by the deadline. Nothing can stop the system's look-up, so it then goes on
// in a thread of its own until the system gives up (10 s with one name server that is silent) and its answer is thrown away.
std::vector<std::string> ResolveBy(std::chrono::steady_clock::time_point deadline, const Resolver& resolver, const std::string& host);

}  // namespace rockpool::http::beast
