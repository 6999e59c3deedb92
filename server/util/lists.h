// Lists of requests, which AWS keeps as sets.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace rockpool::util {

// A view of the list; an absent one is empty.
template <class Member>
std::span<const Member> MembersOf(const std::optional<std::vector<Member>>& list) {
  return list ? std::span<const Member>(*list) : std::span<const Member>();
}

template <class Member>
bool Contains(const std::optional<std::vector<Member>>& list, const Member& member) {
  return list && std::ranges::find(*list, member) != list->end();
}

// The list without its repetitions, in the order of first mention. Assumed: that what is given twice counts once.
template <class Member>
std::optional<std::vector<Member>> EachOnce(const std::optional<std::vector<Member>>& list) {
  if (!list) {
    return std::nullopt;
  }
  std::vector<Member> members;
  std::set<Member> seen;
  for (const Member& member : *list) {
    if (seen.insert(member).second) {
      members.push_back(member);
    }
  }
  return members;
}

// The list as answers show a set: each member once, and nothing at all of an empty one (recorded of AutoVerifiedAttributes,
// terraform-provider-aws#3009). Assumed: that an empty list is one that was left out, of the others too.
template <class Member>
std::optional<std::vector<Member>> AsSet(const std::optional<std::vector<Member>>& list) {
  return list && !list->empty() ? EachOnce(list) : std::nullopt;
}

}  // namespace rockpool::util
