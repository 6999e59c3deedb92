// An http::Client without a network: answers what a test gave it, and remembers what was asked.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/http/client.h"

namespace rockpool::support {

class FakeHttpClient final : public http::Client {
 public:
  // `url` is the whole address without the scheme's own port.
  void Answer(const std::string& url, int status, std::string body) { answers_[url] = {.status = status, .body = std::move(body)}; }

  // Addresses without an answer fail as an unreachable host does.
  http::FetchResponse Fetch(const http::FetchRequest& request) override {
    requests.push_back(request);
    requests.back().body_grows = {};  // it may be called during the fetch alone
    http::FetchResponse response = AnswerTo(request);
    if (request.body_grows) request.body_grows(response.body.size());
    return response;
  }

  std::vector<http::FetchRequest> requests;

  // Where a test gives one, it answers every request: what it does happens while the document is fetched.
  std::function<http::FetchResponse()> on_get;

 private:
  http::FetchResponse AnswerTo(const http::FetchRequest& request) const {
    if (on_get) return on_get();
    const auto answer = answers_.find(request.url.Origin() + request.url.target);
    if (answer == answers_.end()) throw http::FetchError("connection refused");
    return answer->second;
  }

  std::map<std::string, http::FetchResponse> answers_;
};

}  // namespace rockpool::support
