export default { layout: "post.11ty.mjs" };
