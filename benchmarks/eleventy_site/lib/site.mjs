// What is the same on every page.
export const site = {
  title: "The Measured Word",
  tagline: "Commentary at length",
  url: "https://measured.example",
  language: "en",
  postsPerPage: 10,
  entriesPerFeed: 20,
  commentsPerFeed: 50,
};
