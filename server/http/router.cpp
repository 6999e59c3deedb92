#include "server/http/router.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "server/http/origin.h"
#include "server/util/log.h"
#include "server/util/strings.h"

namespace rockpool::http {
namespace {

bool IsBelow(std::string_view path, std::string_view owned) {
  return owned == "/" || (path.starts_with(owned) && (path.size() == owned.size() || path[owned.size()] == '/'));
}

std::string Join(std::string list, std::string_view item) {
  list.append(list.empty() ? "" : ", ").append(item);
  return list;
}

}  // namespace

// The host's name as patterns compare it; worked out for the first pattern that asks, and most requests meet none.
class Router::Host {
 public:
  explicit Host(const Request& request) : request_(request) {}

  const std::string& name() {
    if (!name_) {
      const auto url = HostOf(request_);
      name_ = url ? url->host : std::string();
      if (name_->ends_with('.')) {
        name_->pop_back();
      }
    }
    return *name_;
  }

 private:
  const Request& request_;
  std::optional<std::string> name_;
};

Response Routed::Refuse(const Refusal& refusal) const { return owner->Refuse(Request(), refusal); }

void Routed::Finish(Response& response) const {
  if (cors == Cors::kAnyOrigin) {
    AddCorsHeaders(response, owner->ExposedHeaders());
  }
  owner->Finish(response);
}

void Router::Own(std::string_view host, std::string_view path, const Owner& owner) {
  ForEachRoute([&](const Entrance& entrance) {
    if (IsBelow(entrance.path, path) && (host.empty() || host == entrance.host)) {
      throw std::logic_error("mounted before its owner: " + entrance.path);
    }
  });
  if (std::ranges::any_of(owned_, [&](const Owned& other) { return other.host.text() == host && other.path == path; })) {
    throw std::logic_error("two owners of " + std::string(host).append(path));
  }
  owned_.push_back({Pattern(Pattern::Of::kHost, host), std::string(path), &owner});
  const auto rank = [](const Owned& owned) { return std::pair(owned.path.size(), !owned.host.text().empty()); };
  std::ranges::stable_sort(owned_, std::greater<>(), rank);
}

void Router::Mount(Entrance entrance, Endpoint& endpoint) {
  Site& site = SiteOf(PlaceOf(entrance.path), entrance.host);
  if (std::ranges::any_of(site.methods, [&](const Mounted& mounted) { return mounted.entrance.method == entrance.method; })) {
    throw std::logic_error("two endpoints for " + entrance.method + " " + entrance.host + entrance.path);
  }
  const bool is_plain = plain_.contains(entrance.path);
  const Owner* owner = is_plain ? &OwnerOfPlain(entrance) : nullptr;
  site.methods.push_back({std::move(entrance), &endpoint, owner});
  std::ranges::sort(site.methods, {}, [](const Mounted& mounted) { return mounted.entrance.method; });
}

Router::Place& Router::PlaceOf(std::string_view path) {
  Pattern pattern(Pattern::Of::kPath, path);
  if (pattern.captures() == 0) {
    return plain_.try_emplace(std::string(path), Place{std::move(pattern), {}}).first->second;
  }
  const auto same = std::ranges::find(patterned_, path, [](const Place& place) -> std::string_view { return place.path.text(); });
  if (same != patterned_.end()) {
    return *same;
  }
  const auto next = std::ranges::upper_bound(patterned_, pattern.captures(), {}, [](const Place& place) { return place.path.captures(); });
  return *patterned_.insert(next, Place{std::move(pattern), {}});
}

Router::Site& Router::SiteOf(Place& place, std::string_view host) {
  const auto same = std::ranges::find(place.sites, host, [](const Site& site) -> std::string_view { return site.host.text(); });
  if (same != place.sites.end()) {
    return *same;
  }
  Site site{Pattern(Pattern::Of::kHost, host), {}};
  // A host without names goes before those with them, and any host comes last.
  const auto rank = [](const Site& other) { return other.host.text().empty() ? ~std::size_t{0} : other.host.captures(); };
  const auto next = std::ranges::upper_bound(place.sites, rank(site), {}, rank);
  return *place.sites.insert(next, std::move(site));
}

void Router::ForEachRoute(const std::function<void(const Entrance& entrance)>& visit) const {
  const auto visit_place = [&](const Place& place) {
    for (const Site& site : place.sites) {
      for (const Mounted& mounted : site.methods) {
        visit(mounted.entrance);
      }
    }
  };
  for (const auto& [path, place] : plain_) {
    visit_place(place);
  }
  std::ranges::for_each(patterned_, visit_place);
}

const Owner& Router::OwnerOfPlain(const Entrance& entrance) const {
  const auto owned = std::ranges::find_if(owned_, [&](const Owned& candidate) {
    return IsBelow(entrance.path, candidate.path) && (candidate.host.text().empty() || candidate.host.text() == entrance.host);
  });
  return owned == owned_.end() ? owner_ : *owned->owner;
}

const Owner& Router::OwnerOf(const Request& request) const {
  Host host(request);
  std::vector<Capture> ignored;
  const auto owned = std::ranges::find_if(
      owned_, [&](const Owned& candidate) { return IsBelow(request.path, candidate.path) && IsOn(candidate.host, host, ignored); });
  return owned == owned_.end() ? owner_ : *owned->owner;
}

bool Router::IsOn(const Pattern& pattern, Host& host, std::vector<Capture>& captures) const {
  return pattern.text().empty() || pattern.Match(host.name(), forms_, captures);
}

Router::Found Router::Find(const Request& request) const {
  Found found;
  Host host(request);
  const auto is_found = [&] { return found.mounted != nullptr || !found.others.empty(); };
  if (const auto place = plain_.find(request.path); place != plain_.end()) {
    FindIn(place->second, request, host, found);
  }
  for (auto place = patterned_.begin(); place != patterned_.end() && !is_found(); ++place) {
    found.captures.clear();
    if (place->path.Match(request.path, forms_, found.captures)) {
      FindIn(*place, request, host, found);
    }
  }
  return found;
}

void Router::FindIn(const Place& place, const Request& request, Host& host, Found& found) const {
  const std::size_t of_path = found.captures.size();
  for (const Site& site : place.sites) {
    found.captures.resize(of_path);
    if (!IsOn(site.host, host, found.captures)) {
      continue;
    }
    const auto method = [](const Mounted& mounted) -> std::string_view { return mounted.entrance.method; };
    auto mounted = std::ranges::find(site.methods, request.method, method);
    if (mounted == site.methods.end() && request.method == "HEAD") {
      mounted = std::ranges::find(site.methods, "GET", method);
    }
    if (mounted != site.methods.end()) {
      found.mounted = &*mounted;
      found.others.clear();
      return;
    }
    for (const Mounted& other : site.methods) {
      if (std::ranges::find(found.others, other.entrance.method, [](const Mounted* listed) { return listed->entrance.method; }) ==
          found.others.end()) {
        found.others.push_back(&other);
      }
    }
  }
}

Endpoint* Router::EndpointOf(const Request& head) const {
  const Mounted* mounted = Find(head).mounted;
  return mounted == nullptr ? nullptr : mounted->endpoint;
}

std::unique_ptr<BodySink> Router::SinkFor(const Request& head) const {
  Found found = Find(head);
  if (found.mounted == nullptr || !found.mounted->endpoint->StreamsBody()) {
    return nullptr;
  }
  Request captured = head;
  captured.captures = std::move(found.captures);
  return found.mounted->endpoint->SinkFor(captured);
}

Routed Router::Route(Request request, std::unique_ptr<BodySink> sink) const {
  Found found = Find(request);
  const Mounted* const mounted = found.mounted;
  const Owner& owner = mounted == nullptr || mounted->owner == nullptr ? OwnerOf(request) : *mounted->owner;
  if (const auto refusal = owner.Admit(request, mounted == nullptr ? nullptr : &mounted->entrance)) {
    return {std::make_unique<Answered>(owner.Refuse(request, *refusal)), owner.cors(), &owner};
  }
  if (mounted == nullptr) {
    return RouteUnmounted(found, owner, request);
  }
  request.captures = std::move(found.captures);
  Endpoint& endpoint = *mounted->endpoint;
  auto work = sink ? endpoint.AcceptStreamed(std::move(request), std::move(sink)) : endpoint.Accept(std::move(request));
  return {std::move(work), mounted->entrance.cors, &owner};
}

Response Router::Refuse(const Request& request, const Refusal& refusal) const {
  const Owner& owner = OwnerOf(request);
  const Mounted* const mounted = Find(request).mounted;
  const bool is_open = mounted != nullptr && mounted->entrance.cors == Cors::kAnyOrigin;
  Response response = owner.Refuse(request, refusal);
  Routed{nullptr, is_open ? Cors::kAnyOrigin : owner.cors(), &owner}.Finish(response);
  return response;
}

Routed Router::RouteUnmounted(const Found& found, const Owner& owner, const Request& request) const {
  if (found.others.empty()) {
    const Refusal unknown{Reason::kUnknownPath, "rockpool has nothing at this path; the API is at POST /."};
    return {std::make_unique<Answered>(owner.Refuse(request, unknown)), owner.cors(), &owner};
  }
  Refusal refusal{Reason::kUnknownMethod, "This path answers other methods; the Allow header lists them."};
  std::string open;
  std::string allow;
  const auto is_get = [](const Mounted* mounted) { return mounted->entrance.method == "GET"; };
  const bool adds_head = std::ranges::none_of(found.others, [](const Mounted* other) { return other->entrance.method == "HEAD"; });
  for (const Mounted* mounted : found.others) {
    refusal.methods.push_back(mounted->entrance.method);
    open = mounted->entrance.cors == Cors::kAnyOrigin ? Join(std::move(open), mounted->entrance.method) : std::move(open);
    allow = Join(std::move(allow), mounted->entrance.method);
    allow = adds_head && is_get(mounted) ? Join(std::move(allow), "HEAD") : std::move(allow);
  }
  const Cors cors = open.empty() ? Cors::kNone : Cors::kAnyOrigin;
  if (request.method == "OPTIONS" && cors == Cors::kAnyOrigin) {
    util::Log(util::LogLevel::kDebug, "preflight", {});
    return {std::make_unique<Answered>(PreflightResponse(request.headers, std::move(open))), cors, &owner};
  }
  if (cors == Cors::kAnyOrigin) {
    allow = Join(std::move(allow), "OPTIONS");
  }
  Response response = owner.Refuse(request, refusal);
  if (!response.headers.Find("Allow")) {
    response.headers.Add("Allow", std::move(allow));
  }
  return {std::make_unique<Answered>(std::move(response)), cors, &owner};
}

}  // namespace rockpool::http
